import DICOM
import Dictionaries
import Glibc

extension ScanWorker {
    /// Bad rows that are told one by one.
    private static let mostToldRows = 100
    private static let longestList = 8 << 30
    private static let mostRows = 100_000_000

    /// Reads a CSV file that lists instances. Rows that cannot be read are problems; the rest goes on.
    mutating func scanList(path: [UInt8], file: Int) {
        do throws(DICOMError) {
            let text = try ScanWorker.text(of: path, options.characterSets.undeclared)
            var reader = CSVReader(text.text, separator: ScanWorker.isTabSeparated(path) ? UInt8(ascii: "\t") : nil)
            let header = try header(&reader)
            share.lists[file] = InstanceList(encoding: text.text.encodingText, leftOut: header.leftOut)
            guard header.hasAttributes else { throw DICOMError(.noAttributes, "no column of its first line names an attribute") }
            scanRows(&reader, header, file, isMended: text.isMended)
        } catch {
            share.problems[file] = [error]
            share.refused.insert(file)
        }
    }

    private static func isTabSeparated(_ path: [UInt8]) -> Bool { FileFinder.hasEnding(path, ".tsv") }

    private func header(_ reader: inout CSVReader) throws(DICOMError) -> ListHeader {
        do {
            guard let titles = try reader.next() else { throw DICOMError(.empty, "an empty file") }
            return ListHeader(titles, options: options)
        } catch let error as CSVError {
            throw DICOMError(.notText, error.reason, line: error.line)
        } catch {
            throw error as? DICOMError ?? DICOMError(.notText, "\(error)")
        }
    }

    // MARK: Bytes

    /// The text of a file. What is no UTF-8, and no UTF-16, is in the encoding that the user names. Where none is named or can
    /// be told, what is not UTF-8 is replaced by U+FFFD, so that only the rows that hold it are lost.
    private static func text(of path: [UInt8], _ encoding: String?) throws(DICOMError) -> (text: SpreadsheetText, isMended: Bool) {
        let bytes = try read(path)
        do {
            let text = try? SpreadsheetText(bytes, keepsNUL: true)
            if let text, !text.encoding.isSingleByte { return (text, false) }
            if let encoding, let named = SpreadsheetEncoding(named: encoding) {
                return (try SpreadsheetText(bytes, encoding: named), false)
            }
            return (try text ?? SpreadsheetText(bytes, keepsNUL: true), false)
        } catch {
            let mended = Array(String(decoding: bytes, as: UTF8.self).utf8)
            if let fault = error as? CSVError, fault.line != nil, let text = try? SpreadsheetText(mended, encoding: .utf8, keepsNUL: true) {
                return (text, true)
            }
            throw DICOMError(.notText, (error as? CSVError)?.reason ?? "\(error)", line: (error as? CSVError)?.line)
        }
    }

    private static func read(_ path: [UInt8]) throws(DICOMError) -> [UInt8] {
        func failure(_ code: DICOMError.Code) -> DICOMError { DICOMError(code, String(cString: strerror(errno)).lowercased()) }
        let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(.cannotOpen) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(.readFailed) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= longestList else { throw DICOMError(.readFailed, "larger than \(longestList >> 30) GB") }
        }
    }

    // MARK: Rows

    private mutating func scanRows(_ reader: inout CSVReader, _ header: ListHeader, _ file: Int, isMended: Bool) {
        var columns: [(number: Int, vr: VR)?] = []
        for column in header.columns { columns.append(listColumn(column)) }
        let place = header.columns.firstIndex { if case .instances = $0 { true } else { false } }
        let bytes = reader.bytes
        var scratch: [UInt8] = []
        var list = share.lists[file] ?? InstanceList()
        let firstRow = share.fileOfRow.count
        while true {
            do { guard try reader.nextRecord() else { break } } catch {
                let fault = error as? CSVError ?? CSVError(.badQuote, "\(error)")
                noteBadRow(fault.reason, fault.line ?? reader.line, file, &list)
                reader.resume(behind: fault)
                continue
            }
            // In a list of one column an empty line is an instance without the attribute.
            if reader.fields.count == 1, columns.count > 1, reader.fields[0].range.isEmpty { continue }
            guard reader.fields.count == columns.count else {
                noteBadRow("\(reader.fields.count) fields, the first line has \(columns.count)", reader.line, file, &list)
                continue
            }
            if isMended, ScanWorker.holdsReplacement(reader) {
                noteBadRow("text that is not UTF-8 (--charset names another encoding)", reader.line, file, &list)
                continue
            }
            var instances = 1
            if let place {
                guard let number = ScanWorker.number(bytes[reader.fields[place].range]) else {
                    noteBadRow("the number of instances is no whole number up to \(UInt32.max)", reader.line, file, &list)
                    continue
                }
                instances = number
                if instances == 0 { continue }
            }
            let row = share.fileOfRow.count
            guard row - firstRow < ScanWorker.mostRows else {
                let problem = DICOMError(.badRow, "more than \(ScanWorker.mostRows) rows; the rest was left out", line: reader.line)
                share.problems[file, default: []].append(problem)
                break
            }
            share.fileOfRow.append(Int32(truncatingIfNeeded: file))
            list.lines.append(row: row - firstRow, line: reader.line)
            share.note(instances: instances, row: row)
            for index in columns.indices {
                guard let (column, vr) = columns[index] else { continue }
                let field = reader.fields[index]
                // An empty cell is an absent attribute.
                if field.range.isEmpty { continue }
                if field.hasDoubledQuotes {
                    scratch.removeAll(keepingCapacity: true)
                    reader.append(field, to: &scratch)
                    setText(scratch.span.bytes, vr, column, row, instances)
                } else {
                    setText(bytes.span.bytes.extracting(field.range), vr, column, row, instances)
                }
            }
        }
        share.lists[file] = list
    }

    /// The worker's column for a column of the list; nil for one that holds no attribute.
    private mutating func listColumn(_ column: ListHeader.Column) -> (number: Int, vr: VR)? {
        guard case .attribute(let path, let vr) = column else { return nil }
        return (columnForList(path), vr)
    }

    private mutating func setText(_ bytes: RawSpan, _ vr: VR, _ column: Int, _ row: Int, _ instances: Int) {
        let range = ScanWorker.withoutPadding(0..<bytes.byteCount, bytes)
        guard range.count <= longestKeptValue else {
            let summary = Array("\(range.count) bytes".utf8)
            return share.columns[column].set(row: row, summary.span.bytes, .summary(vr, isOverlong: true), .topLevel, instances: instances)
        }
        share.columns[column].set(row: row, bytes.extracting(range), .text(vr), .topLevel, instances: instances)
    }

    /// Notes a row that is left out; of many only the first are told.
    private mutating func noteBadRow(_ reason: String, _ line: Int, _ file: Int, _ list: inout InstanceList) {
        list.badRows += 1
        guard list.badRows <= ScanWorker.mostToldRows else { return }
        let isLast = list.badRows == ScanWorker.mostToldRows
        share.problems[file, default: []].append(
            DICOMError(.badRow, reason + (isLast ? " (further rows are not told)" : ""), line: line))
    }

    private static func holdsReplacement(_ reader: CSVReader) -> Bool {
        reader.fields.contains { field in
            let bytes = reader.bytes[field.range]
            return bytes.indices.contains { bytes[$0] == 0xEF && bytes[$0...].starts(with: [0xEF, 0xBF, 0xBD]) }
        }
    }

    /// A whole number without sign, spaces around it left aside.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        let digits = bytes.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        guard (1...10).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number <= Int(UInt32.max) ? number : nil
    }
}

extension SpreadsheetText {
    /// Nil for UTF-8, which needs no word.
    fileprivate var encodingText: String? { encoding == .utf8 ? nil : "\(encoding), \(evidence)" }
}

extension SpreadsheetEncoding {
    fileprivate var isSingleByte: Bool { if case .singleByte = self { true } else { false } }
}
