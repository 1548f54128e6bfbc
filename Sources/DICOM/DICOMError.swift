/// What is wrong with a file, where, and why. Two errors are equal when their codes are.
///
/// The reason never holds bytes of the file: it may be logged outside the hospital.
public struct DICOMError: Error, Hashable, Sendable {
    /// Kind of problem; stable names that reports and tests can rely on.
    public enum Code: String, Sendable, CaseIterable {
        // The file cannot be opened or is no file.
        case cannotOpen, notARegularFile, readFailed, empty
        // It holds no DICOM data set.
        case notDICOM
        // The data set is damaged: what stands before the place was read.
        case truncatedHeader, truncatedValue, truncatedPixelData, lengthExceedsParent, undefinedLengthNotAllowed
        case notAnItem, unexpectedDelimiter, sequenceNotClosed, nestedTooDeep, tooManyElements, headerTooLarge
        case deflateFailed
        // Odd, but read in full.
        case missingTransferSyntax, unknownTransferSyntax, wrongGroupLength, wrongVREncoding, unknownVR, tagsOutOfOrder
        case duplicateTag, tooManyAttributes, oddLength, trailingBytes, unknownCharacterSet, undecodableText, valueLengthMismatch
        // A list of instances (CSV) of which no column names an attribute, or that is no text; a row of it that was left out.
        case noAttributes, notText, badRow
    }

    public let code: Code
    public let reason: String
    /// Byte offset in the file (in the inflated data set for deflated files).
    public let offset: Int?
    public let tag: Tag?
    /// Line of a list of instances, from 1.
    public let line: Int?

    public init(_ code: Code, _ reason: String, offset: Int? = nil, tag: Tag? = nil, line: Int? = nil) {
        self.code = code
        self.reason = reason
        self.offset = offset
        self.tag = tag
        self.line = line
    }

    public static func == (a: DICOMError, b: DICOMError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension DICOMError.Code {
    /// How bad it is: `refused` files hold no data set, `damaged` ones lack a part, `odd` ones were read in full.
    public enum Severity: Int, Comparable, Sendable {
        case odd, damaged, refused
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    public var severity: Severity {
        switch self {
        case .cannotOpen, .notARegularFile, .readFailed, .empty, .notDICOM, .noAttributes, .notText: .refused
        case .truncatedHeader, .truncatedValue, .truncatedPixelData, .lengthExceedsParent, .undefinedLengthNotAllowed,
            .notAnItem, .unexpectedDelimiter, .sequenceNotClosed, .nestedTooDeep, .tooManyElements, .headerTooLarge,
            .deflateFailed:
            .damaged
        default: .odd
        }
    }
}

extension DICOMError: CustomStringConvertible {
    /// `reason at offset 1234, tag (0028,0030)`; of a list `reason in line 12`.
    public var description: String {
        var text = reason + (line.map { " in line \($0)" } ?? "")
        if let offset { text += " at offset \(offset)" }
        if let tag { text += offset == nil ? " at tag \(tag)" : ", tag \(tag)" }
        return text
    }
}
