import DICOM
import PluginHost
import TagTable

/// The patients of an archive, as far as PatientID tells them apart: for the question whether enough of them hold a value.
///
/// It errs towards fewer patients. What differs in case, punctuation and leading zeros alone is one patient, and so are those
/// of two issuers who bear one number. A row without PatientID is of no patient. One person with several numbers counts as
/// several: nothing in the files tells.
package struct PatientRows: Sendable {
    /// For each code of the column a number of the patient; -1 where there is none.
    private let patientOfCode: [Int32]
    private let codes: CodeArray
    /// All patients.
    package let count: Int

    /// - Parameter patientID: nil when the archive has none.
    package init?(_ patientID: TagColumn?) {
        guard let patientID else { return nil }
        var numbers: [String: Int32] = [:]
        patientOfCode = [-1] + (0..<patientID.values.count).map { value in
            guard let key = PatientRows.key(patientID.values[value]) else { return -1 }
            let number = numbers[key] ?? Int32(truncatingIfNeeded: numbers.count)
            numbers[key] = number
            return number
        }
        codes = patientID.codes
        count = numbers.count
        if count == 0 { return nil }
    }

    /// What tells patients apart; nil for what says nothing.
    static func key(_ patientID: String) -> String? {
        let words = patientID.uppercased().unicodeScalars.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
        let key = words.map { String($0.drop { $0 == "0" }) }.joined()
        return key.isEmpty ? nil : key
    }

    /// Distinct patients of some of the numbers that rows bear, counted up to `most`.
    /// - Parameters:
    ///   - wanted: numbers to count for.
    ///   - ofRow: the number that each row bears.
    package func counts(of wanted: Set<Int>, _ rowCodes: RowCodes, most: Int = Disclosure.fewestPatients) -> [Int: Int] {
        guard let largest = wanted.max() else { return [:] }
        var found = [[Int32]?](repeating: nil, count: largest + 1)
        for number in wanted where number >= 0 { found[number] = [] }
        var open = wanted.count
        /// Each list holds `most` patients at most: to look through it takes no longer than to hash.
        func add(_ number: Int, _ row: Int) -> Bool {
            guard found.indices.contains(number), var patients = found[number], patients.count < most else { return open > 0 }
            let patient = patientOfCode[codes[row]]
            guard patient >= 0, !patients.contains(patient) else { return true }
            found[number] = nil
            patients.append(patient)
            if patients.count == most { open -= 1 }
            found[number] = patients
            return open > 0
        }
        rowCodes.forEachItem(rows: codes.count, add)
        return wanted.reduce(into: [:]) { counts, number in counts[number] = number >= 0 ? found[number]?.count ?? 0 : 0 }
    }
}

extension RowCodes {
    /// Calls with the item of each row until the body has enough.
    fileprivate func forEachItem(rows: Int, _ body: (_ item: Int, _ row: Int) -> Bool) {
        func go<Code: FixedWidthInteger>(_ codes: [Code]) {
            for row in 0..<min(rows, codes.count) {
                let code = Int(codes[row])
                let item = meaning.map { $0.indices.contains(code) ? Int($0[code]) : -1 } ?? code
                if !body(item, row) { return }
            }
        }
        switch numbers {
        case .narrow(let codes): go(codes)
        case .medium(let codes): go(codes)
        case .wide(let codes): go(codes)
        case .items(let codes): go(codes)
        }
    }
}
