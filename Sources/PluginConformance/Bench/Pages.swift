import Glibc

/// Memory that ends at a page nobody may touch, so that reading or writing past its end is a crash and not luck.
///
/// What a plugin was given is never unmapped, only closed: an address that it kept must not come to mean something else.
final class Pages {
    private let base: UnsafeMutableRawPointer
    private let mapped: Int
    /// The last `count` bytes before the closed page.
    let bytes: UnsafeMutableRawBufferPointer
    private let isGone: Bool

    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// - Parameter staysForGood: keeps the address range when the owner goes.
    init(_ count: Int, staysForGood: Bool = false) throws(Fault) {
        let open = max(1, (count + Pages.pageSize - 1) / Pages.pageSize) * Pages.pageSize
        mapped = open + Pages.pageSize
        guard let base = mmap(nil, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), base != MAP_FAILED else {
            throw Fault("the check got no memory: \(String(cString: strerror(errno)).lowercased())")
        }
        self.base = base
        mprotect(base + open, Pages.pageSize, PROT_NONE)
        bytes = UnsafeMutableRawBufferPointer(start: base + (open - count), count: count)
        isGone = !staysForGood
    }

    func makeReadOnly() { mprotect(base, mapped - Pages.pageSize, PROT_READ) }

    /// From now on every touch is a crash.
    func close() { mprotect(base, mapped, PROT_NONE) }

    deinit { if isGone { munmap(base, mapped) } }
}
