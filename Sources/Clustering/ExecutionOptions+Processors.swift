#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension ExecutionOptions {
    /// The number of threads to use: the processors of the machine, or the fewer that were asked for.
    var processorCount: Int {
        let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return min(threads ?? processors, processors)
    }
}
