/// Pictures in rows with a name each: the images of clusters. For local reports alone.
struct ThumbnailGrid: Chart {
    struct Row: Sendable {
        var label: String
        var images: [GreyPicture]
    }

    var title: String
    var summary: String
    var caption: String?
    var rows: [Row]

    private static let maximumRows = 60
    private static let perRow = 12

    func draw(_ layout: ChartLayout) -> ChartDrawing {
        let shown = rows.prefix(ThumbnailGrid.maximumRows).filter { !$0.images.isEmpty }
        guard !shown.isEmpty else { return .nothing("There are no images.", layout) }
        let columns = layout == .wide ? 8 : 4, gap = 4.0
        let side = (layout.width - gap * Double(columns - 1)) / Double(columns)
        let tops = shown.reduce(into: [0.0]) { tops, row in
            let lines = (min(row.images.count, ThumbnailGrid.perRow) + columns - 1) / columns
            tops.append((tops.last ?? 0) + 22 + Double(lines) * (side + gap) + 8)
        }
        return ChartDrawing(height: tops.last ?? 0) { svg in
            for (row, top) in zip(shown, tops) {
                svg.label(TextWidth.shortened(row.label, to: layout.width), 0, top + 14, class: "heading")
                for (number, image) in row.images.prefix(ThumbnailGrid.perRow).enumerated() {
                    svg.image(image, Double(number % columns) * (side + gap), top + 22 + Double(number / columns) * (side + gap), side, side)
                }
            }
        }
    }
}
