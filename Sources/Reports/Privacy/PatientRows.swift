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
            guard patientID.counts[value] > 0, let key = PatientRows.key(patientID.values[value]) else { return -1 }
            let number = numbers[key] ?? Int32(truncatingIfNeeded: numbers.count)
            numbers[key] = number
            return number
        }
        codes = patientID.codes
        count = numbers.count
        if count == 0 { return nil }
    }

    /// The patient of each row, from 1 on; 0 where there is none.
    var numbers: RowCodes { RowCodes(.items((0..<codes.count).map { patientOfCode[codes[$0]] + 1 })) }

    /// What tells patients apart; nil for what says nothing.
    static func key(_ patientID: String) -> String? {
        let words = patientID.uppercased().unicodeScalars.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
        let key = words.map { String($0.drop { $0 == "0" }) }.joined()
        return key.isEmpty ? nil : key
    }

    /// Distinct patients of each group of values, counted up to `most`.
    /// - Parameters:
    ///   - groupOfItem: by the number that a row bears; -1 for what need not be counted.
    ///   - rowCodes: the number that each row bears.
    ///   - rows: of the table, that the numbers are of; nil for all.
    package func counts(
        _ groupOfItem: [Int32], groups: Int, _ rowCodes: RowCodes, rows: [Int]? = nil, most: Int = Disclosure.fewestPatients
    ) -> [Int] {
        var found = [[Int32]](repeating: [], count: groups)
        var open = groups
        rowCodes.forEachItem(rows: rows?.count ?? codes.count) { item, place in
            let row = rows?[place] ?? place
            guard row < codes.count, groupOfItem.indices.contains(item), found.indices.contains(Int(groupOfItem[item])) else { return open > 0 }
            let group = Int(groupOfItem[item]), patient = patientOfCode[codes[row]]
            // Few patients each: to look through them takes no longer than to hash.
            guard patient >= 0, found[group].count < most, !found[group].contains(patient) else { return open > 0 }
            found[group].append(patient)
            if found[group].count == most { open -= 1 }
            return open > 0
        }
        return found.map(\.count)
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
