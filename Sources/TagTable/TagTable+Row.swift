import DICOM

extension TagTable {
    /// A table of one row that no file was read for.
    /// - Parameter values: text and representation of each attribute.
    public init(row values: [AttributePath: (text: String, vr: VR)]) {
        let columns = values.sorted { $0.key < $1.key }.map { path, value in
            var (pool, codes) = (TextPool(), CodeArray(count: 1, maximum: 1))
            pool.append(value.text)
            codes.set(0, 1)
            var locations = TagColumn.LocationCounts()
            locations.topLevel = 1
            return TagColumn(
                path: path, vr: value.vr, values: pool, representations: [value.vr], codes: codes, counts: [1], instanceCount: 1, overlong: [],
                locations: locations)
        }
        var files = FileList()
        files.paths.append("the value")
        self.init(columns: columns, files: files, rows: TableRows(fileOfRow: [0]))
    }
}
