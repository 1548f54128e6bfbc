import Clustering
import Testing

@Suite struct GowerTableTests {
    @Test func badColumnsAreRefused() {
        #expect(throws: ClusteringError(.noColumns)) { try GowerTable(columns: []) }
        #expect(throws: ClusteringError(.rowCountMismatch)) {
            try GowerTable(columns: [.numeric("a", [1, 2]), .categorical("b", codes: [1])])
        }
        #expect(throws: ClusteringError(.invalidCategory)) {
            try GowerTable(columns: [.categorical("b", codes: [1, -2])])
        }
        for infinite in [Double.infinity, -.infinity] {
            #expect(throws: ClusteringError(.invalidValue)) { try GowerTable(columns: [.numeric("a", [1, infinite])]) }
        }
        for weight in [-1, -Double.leastNonzeroMagnitude, .nan, .infinity] {
            #expect(throws: ClusteringError(.invalidWeight)) {
                try GowerTable(columns: [.flag("a", [true], weight: weight)])
            }
        }
        #expect(throws: ClusteringError(.invalidWeight)) {
            try GowerTable(columns: Array(repeating: .numeric("a", [1], weight: .greatestFiniteMagnitude), count: 2))
        }
    }

    @Test func anErrorTellsColumnAndRow() throws {
        let error = try #require(throws: ClusteringError.self) {
            try GowerTable(columns: [.numeric("fine", [1, 2]), .numeric("kVp", [1, .infinity])])
        }
        #expect(error.column == "kVp")
        #expect(error.row == 1)
    }

    @Test func missingValuesInEveryForm() throws {
        let numeric = GowerTable.Column.numeric("a", optional: [1, nil, .nan], unit: "kV")
        guard case .numeric(let numbers) = numeric.values else { return #expect(Bool(false), "not numeric") }
        #expect(numbers[0] == 1 && numbers[1].isNaN && numbers[2].isNaN)
        #expect(numeric.unit == "kV")
        let flag = GowerTable.Column.flag("b", [true, nil, false])
        guard case .categorical(let codes) = flag.values else { return #expect(Bool(false), "not categorical") }
        #expect(codes == [1, -1, 0])
    }

    @Test func rangesAreOfPresentValues() {
        let column = GowerTable.Column.numeric("a", [.nan, 4, -2, .nan])
        #expect(column.range?.minimum == -2)
        #expect(column.range?.maximum == 4)
        #expect(column.range?.share(1, 4) == 0.5)
        #expect(GowerTable.Column.numeric("a", [.nan]).range == nil)
        #expect(GowerTable.Column.categorical("a", codes: [1]).range == nil)
    }

    @Test func codesStandForValues() throws {
        let column = GowerTable.Column.numeric("a", numbers: [5, .nan, 3, 99], codes: .shorts([1, 0, 3, 2]))
        guard case .numeric(let numbers) = column.values else { return #expect(Bool(false), "not numeric") }
        #expect(numbers[0] == 5 && numbers[1].isNaN && numbers[2] == 3 && numbers[3].isNaN)
        #expect(column.range?.minimum == 3 && column.range?.maximum == 5, "99 is not in use")
        let plain = try GowerTable(columns: [.numeric("a", numbers), .categorical("b", codes: [1, 0, -1, 1])])
        let encoded = try GowerTable(columns: [column, .categorical("b", categories: [0, 1], codes: .bytes([2, 1, 0, 2]))])
        #expect(try Dissimilarity(encoded).matrix().condensed() == Dissimilarity(plain).matrix().condensed())
        for i in 0..<4 { for j in 0..<4 { #expect(try Dissimilarity(encoded).reference(i, j) == Dissimilarity(plain).reference(i, j)) } }
        #expect(throws: ClusteringError(.invalidCategory)) {
            try GowerTable(columns: [.numeric("a", numbers: [1], codes: .bytes([1, 2]))])
        }
        #expect(throws: ClusteringError(.invalidCategory)) {
            try GowerTable(columns: [.categorical("a", categories: [-2], codes: .bytes([1]))])
        }
        #expect(throws: ClusteringError(.invalidValue)) {
            try GowerTable(columns: [.numeric("a", numbers: [.infinity], codes: .bytes([0]))])
        }
    }

    @Test func selectingRows() throws {
        let table = try GowerTable(columns: [.numeric("a", [1, 2, 3]), .categorical("b", codes: [7, 8, 9])])
        let selected = try table.selecting(rows: [2, 0, 2])
        #expect(selected.rowCount == 3)
        guard case .numeric(let numbers) = selected.columns[0].values,
            case .categorical(let codes) = selected.columns[1].values
        else { return #expect(Bool(false), "kinds changed") }
        #expect(numbers == [3, 1, 3])
        #expect(codes == [9, 7, 9])
        for row in [-1, 3, Int.max, Int.min] {
            #expect(throws: ClusteringError(.rowOutOfRange)) { try table.selecting(rows: [row]) }
        }
    }
}
