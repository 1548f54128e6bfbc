import CClusteringKernels

/// The inner loops compiled for what the processor at hand can do; chosen once.
enum Kernels {
    /// The best that this processor can run.
    static let best: clustering_kernels = clustering_kernels_best().pointee
}
