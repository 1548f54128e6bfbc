import Clustering
import Glibc

/// A table, and the matrix that was made of it last.
struct Session {
    let raw: RawTable
    var table: GowerTable?
    var matrix: DissimilarityMatrix?
    /// The row of the matrix that was asked for last, in place of a matrix.
    var row: [Float]?

    init(_ raw: RawTable) { self.raw = raw }

    /// Answers a request with one line on standard output.
    mutating func answer(_ line: String) {
        do {
            let answer = try perform(Request(line))
            let words = answer.map { "\($0.key)=\($0.value)" } + ["peak=\(Session.peakBytes())"]
            print("ok", words.joined(separator: " "))
        } catch {
            print("error \(error)")
        }
        fflush(nil)
    }

    private mutating func perform(_ request: Request) throws -> Answer {
        switch request.name {
        case "gower": try gower(request)
        case "gower_row": try gowerRow(request)
        case "save": try save(request)
        case "distinct": try distinct(request)
        case "medoids": try medoids(request)
        case "sweep": try sweep(request)
        case "silhouette": try silhouette(request)
        case "sampled": try sampled(request)
        case "assigned": try assigned(request)
        default: throw BenchError("there is no request \(request.name)")
        }
    }

    /// The table, read when it is first needed, so that a process for millions of rows keeps only one of its forms.
    mutating func loadedTable() throws -> GowerTable {
        if let table { return table }
        let loaded = try raw.gowerTable()
        table = loaded
        return loaded
    }

    /// The matrix that clustering starts from.
    mutating func loadedMatrix() throws -> DissimilarityMatrix {
        if let matrix { return matrix }
        let made = try Dissimilarity(loadedTable()).matrix()
        matrix = made
        return made
    }

    /// The most memory that the process ever had.
    private static func peakBytes() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
