import DICOM
import Dictionaries

/// How an archive is scanned.
public struct ScanOptions: Sendable {
    public var dictionary: DataDictionary
    /// Paths through sequences that get columns of their own, besides every attribute of the data set itself and of its
    /// functional groups.
    public var nestedPaths: [AttributePath] = []
    public var characterSets = CharacterSetOverride.none
    public var limits = ReadLimits()
    /// Attributes of one file that get columns; a file with more is listed as odd, and loses the rest. Real ones have a
    /// few hundred, and each column costs memory in every row after its first.
    public var maximumAttributes = 16_384
    /// Keep what could be read of damaged files; otherwise they are set aside.
    public var keepsDamaged = false
    /// Threads that read at the same time; the result does not depend on it.
    public var threads = 2

    public init(dictionary: DataDictionary) { self.dictionary = dictionary }
}

/// Longest text and list of numbers that a column keeps; what is longer counts as one value a length.
let longestKeptValue = 4096
