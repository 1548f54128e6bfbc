// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "tagfold-benchmarks",
    dependencies: [.package(name: "tagfold", path: "..")],
    targets: [
        .executableTarget(name: "HeaderScan", dependencies: [.product(name: "TagTable", package: "tagfold")]),
        .executableTarget(
            name: "FoldRate", dependencies: [.product(name: "TagTable", package: "tagfold"), .product(name: "PluginHost", package: "tagfold")]),
        .executableTarget(
            name: "PluginCalls", dependencies: [.product(name: "TagTable", package: "tagfold"), .product(name: "PluginHost", package: "tagfold")]),
        .executableTarget(name: "ClusteringBench", dependencies: [.product(name: "Clustering", package: "tagfold")]),
        .executableTarget(name: "EmbeddingBench", dependencies: [.product(name: "VisualEvaluation", package: "tagfold")]),
        .executableTarget(name: "DictionaryLoad", dependencies: [.product(name: "TagTable", package: "tagfold")]),
    ],
    swiftLanguageModes: [.v6]
)

// MARK: The settings of the main package
for target in package.targets {
    target.swiftSettings = [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
}
