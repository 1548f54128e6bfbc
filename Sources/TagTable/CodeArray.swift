/// One small number an instance: one byte each until a column has more than 255 distinct values, then two, then four.
public struct CodeArray: Sendable {
    private enum Width: UInt8 { case narrow, medium, wide }
    private var width = Width.narrow
    // Only the array of the current width holds anything.
    private var narrow: [UInt8] = []
    private var medium: [UInt16] = []
    private var wide: [UInt32] = []

    public init() {}
    /// `count` zeros, wide enough for codes up to `maximum`.
    public init(count: Int, maximum: Int) {
        width = CodeArray.width(for: maximum)
        switch width {
        case .narrow: narrow = Array(repeating: 0, count: count)
        case .medium: medium = Array(repeating: 0, count: count)
        case .wide: wide = Array(repeating: 0, count: count)
        }
    }

    private static func width(for code: Int) -> Width {
        code <= Int(UInt8.max) ? .narrow : code <= Int(UInt16.max) ? .medium : .wide
    }

    public var count: Int {
        switch width {
        case .narrow: narrow.count
        case .medium: medium.count
        case .wide: wide.count
        }
    }

    public subscript(index: Int) -> Int {
        switch width {
        case .narrow: Int(narrow[index])
        case .medium: Int(medium[index])
        case .wide: Int(wide[index])
        }
    }

    /// Sets the code at `index`, growing by zeros up to it.
    public mutating func set(_ index: Int, _ code: Int) {
        if CodeArray.width(for: code).rawValue > width.rawValue { widen(to: CodeArray.width(for: code)) }
        switch width {
        case .narrow: CodeArray.set(&narrow, index, UInt8(truncatingIfNeeded: code))
        case .medium: CodeArray.set(&medium, index, UInt16(truncatingIfNeeded: code))
        case .wide: CodeArray.set(&wide, index, UInt32(truncatingIfNeeded: code))
        }
    }

    /// Appends a code `count` times.
    public mutating func append(_ code: Int, count: Int) {
        guard count > 0 else { return }
        if CodeArray.width(for: code).rawValue > width.rawValue { widen(to: CodeArray.width(for: code)) }
        switch width {
        case .narrow: CodeArray.append(&narrow, UInt8(truncatingIfNeeded: code), count)
        case .medium: CodeArray.append(&medium, UInt16(truncatingIfNeeded: code), count)
        case .wide: CodeArray.append(&wide, UInt32(truncatingIfNeeded: code), count)
        }
    }

    @inline(__always)
    private static func append<T>(_ codes: inout [T], _ code: T, _ count: Int) {
        if count == 1 { codes.append(code) } else { codes.append(contentsOf: repeatElement(code, count: count)) }
    }

    @inline(__always)
    private static func set<T: FixedWidthInteger>(_ codes: inout [T], _ index: Int, _ code: T) {
        if codes.count > index { return codes[index] = code }
        if codes.count < index { codes.append(contentsOf: repeatElement(0, count: index - codes.count)) }
        codes.append(code)
    }

    private mutating func widen(to target: Width) {
        switch target {
        case .narrow: break
        case .medium: medium = narrow.map(UInt16.init)
        case .wide: wide = width == .narrow ? narrow.map(UInt32.init) : medium.map(UInt32.init)
        }
        width = target
        narrow = []
        if target == .wide { medium = [] }
    }

    /// Every code in order.
    public func forEach(_ body: (_ index: Int, _ code: Int) -> Void) {
        switch width {
        case .narrow: for index in narrow.indices { body(index, Int(narrow[index])) }
        case .medium: for index in medium.indices { body(index, Int(medium[index])) }
        case .wide: for index in wide.indices { body(index, Int(wide[index])) }
        }
    }

    /// How many instances have each code from 0 to `maximum`.
    /// - Parameter instances: how many each row stands for; nil for one.
    public func histogram(maximum: Int, instances: CodeArray? = nil) -> [Int] {
        var counts = [Int](repeating: 0, count: maximum + 1)
        forEach { row, code in if code <= maximum { counts[code] += instances.map { $0[row] } ?? 1 } }
        return counts
    }

    public var bytes: Int { narrow.count + medium.count * 2 + wide.count * 4 }
}

extension CodeArray {
    /// The codes in the width that they are kept in, for loops that must not ask for it at every code.
    public enum Codes {
        case narrow([UInt8])
        case medium([UInt16])
        case wide([UInt32])
    }

    public var codes: Codes {
        switch width {
        case .narrow: .narrow(narrow)
        case .medium: .medium(medium)
        case .wide: .wide(wide)
        }
    }

    /// The first index of a code, and the largest code before it; nil where no element has it.
    public func first(_ code: Int) -> (index: Int, largestBefore: Int)? {
        func find<T: FixedWidthInteger>(_ codes: [T]) -> (index: Int, largestBefore: Int)? {
            guard let wanted = T(exactly: code), let index = codes.firstIndex(of: wanted) else { return nil }
            return (index, Int(codes[..<index].max() ?? 0))
        }
        return switch codes {
        case .narrow(let codes): find(codes)
        case .medium(let codes): find(codes)
        case .wide(let codes): find(codes)
        }
    }
}
