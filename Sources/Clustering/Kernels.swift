import CClusteringKernels

/// The inner loops compiled for what the processor at hand can do; chosen once.
enum Kernels {
    /// The best that this processor can run.
    static let best: clustering_kernels = clustering_kernels_best().pointee

    /// All that this processor can run, from the most portable to the best.
    static let levels: [clustering_kernels] = (CLUSTERING_PORTABLE...CLUSTERING_AVX512).compactMap { clustering_kernels_of(Int32($0))?.pointee }
}
