import VisualEvaluation

/// Pictures of clusters, for a page that stays where the images are.
package struct ClusterPictures: Sendable {
    struct Cluster: Sendable {
        let number: Int
        let size: Int
        let spread: Double
        let pictures: [GreyPicture]
    }

    let clusters: [Cluster]

    /// Of a cluster.
    package static let most = 12

    /// - Parameters:
    ///   - clusters: size, spread, and the pictures to show of each: those nearest to its centre first, say.
    package init(_ clusters: [(size: Int, spread: Double, images: [RenderedImage])]) {
        let step = 2
        self.clusters = clusters.enumerated().map { number, cluster in
            let pictures = cluster.images.prefix(ClusterPictures.most).compactMap { image in
                GreyPicture(pixels: GreyPicture.reduced(image.pixels, side: RenderedImage.side, by: step), side: RenderedImage.side / step)
            }
            return Cluster(number: number, size: cluster.size, spread: cluster.spread, pictures: pictures)
        }
    }
}
