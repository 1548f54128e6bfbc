/// Where an attribute of a classic or enhanced multi-frame object stands (PS3.3 §C.7.6.16).
public enum AttributeLocation: Equatable, Sendable {
    /// In the data set itself.
    case topLevel
    /// In the Shared Functional Groups Sequence: the same for every frame.
    case sharedFunctionalGroups
    /// In the Per-Frame Functional Groups Sequence, for this frame (from 0).
    case perFrameFunctionalGroups(frame: Int)
}

extension DataSet {
    /// Number of items in the Per-Frame Functional Groups Sequence; 0 for a classic object.
    public var functionalGroupFrames: Int { items(.perFrameFunctionalGroups).count }

    /// Finds an attribute wherever its object keeps it: at the top level, else in the functional groups that all frames
    /// share, else in those of one frame.
    /// - Parameter frame: counted from 0; nil for the middle one, which stands for the object elsewhere too.
    public func lookup(_ tag: Tag, frame: Int? = nil) -> (entry: Entry, location: AttributeLocation)? {
        if let entry = self[tag] { return (entry, .topLevel) }
        if let shared = items(.sharedFunctionalGroups).first, let entry = shared.findInMacros(tag) {
            return (entry, .sharedFunctionalGroups)
        }
        let frames = items(.perFrameFunctionalGroups)
        let index = frame ?? frames.count / 2
        guard frames.indices.contains(index), let entry = frames[index].findInMacros(tag) else { return nil }
        return (entry, .perFrameFunctionalGroups(frame: index))
    }

    /// Searches the first item of each functional group macro, such as Pixel Measures Sequence.
    private func findInMacros(_ tag: Tag) -> Entry? {
        for entry in entries {
            if case .items(let items) = entry.value, let found = items.first?[tag] { return found }
        }
        return nil
    }
}
