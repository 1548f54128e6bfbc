/// Whether a text is a code of the Unified Code for Units of Measure, case sensitive, as far as images need it: units with
/// prefixes and exponents, products and quotients, annotations in braces.
struct UCUM {
    private var rest: Substring

    private static let prefixes = ["da", "Ki", "Mi", "Gi", "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "d", "c", "m", "u", "n", "p", "f", "a"]
    /// Units that take prefixes.
    private static let metric: Set<String> = [
        "m", "s", "g", "rad", "K", "C", "cd", "mol", "sr", "Hz", "N", "Pa", "J", "W", "A", "V", "F", "Ohm", "S", "Wb", "Cel", "T", "H", "lm", "lx", "Bq", "Gy", "Sv",
        "l", "L", "t", "bar", "u", "eV", "G", "R", "Ci", "cal", "bit", "By", "Bd", "B", "B[SPL]", "kat", "U", "[iU]", "m[H2O]", "m[Hg]", "st", "ar", "RAD", "REM", "Mx", "dyn",
    ]
    private static let plain: Set<String> = [
        "%", "deg", "'", "''", "min", "h", "d", "wk", "mo", "a", "a_j", "a_g", "mo_j", "[pi]", "10*", "10^", "[ppth]", "[ppm]", "[in_i]", "[ft_i]", "[lb_av]", "[oz_av]",
        "[degF]", "gon", "circ", "[hnsf'U]", "[pH]", "[diop]", "[hp'_X]", "[arb'U]", "att", "[Ch]",
    ]

    static func isCode(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        var parser = UCUM(rest: text[...])
        return parser.takeTerm(depth: 0) && parser.rest.isEmpty
    }

    private mutating func takeTerm(depth: Int) -> Bool {
        if rest.first == "/" { rest.removeFirst() }
        repeat {
            guard takeComponent(depth) else { return false }
        } while takeOperator()
        return true
    }

    private mutating func takeOperator() -> Bool {
        guard rest.first == "." || rest.first == "/" else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func takeComponent(_ depth: Int) -> Bool {
        if rest.first == "(" {
            rest.removeFirst()
            guard depth < 8, takeTerm(depth: depth + 1), rest.first == ")" else { return false }
            rest.removeFirst()
            return true
        }
        if takeAnnotation() { return true }
        let symbol = rest.prefix { !"./(){}".contains($0) }
        guard !symbol.isEmpty else { return false }
        rest.removeFirst(symbol.count)
        _ = takeAnnotation()
        return UCUM.isSimple(String(symbol))
    }

    private mutating func takeAnnotation() -> Bool {
        guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return false }
        rest = rest[rest.index(after: end)...]
        return true
    }

    /// A unit, perhaps with a prefix and an exponent; or a number.
    private static func isSimple(_ symbol: String) -> Bool {
        if symbol.allSatisfy({ $0.isASCII && $0.isNumber }) { return true }
        let digits = symbol.reversed().prefix { $0.isASCII && $0.isNumber }
        var unit = String(symbol.dropLast(digits.count))
        if !digits.isEmpty, unit.hasSuffix("-") || unit.hasSuffix("+") { unit.removeLast() }
        if plain.contains(unit) || metric.contains(unit) { return true }
        return prefixes.contains { unit.hasPrefix($0) && metric.contains(String(unit.dropFirst($0.count))) }
    }
}
