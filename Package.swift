// swift-tools-version: 6.2
import PackageDescription

/// The parser plugins under `Plugins/`, each built as a dynamic library that the command loads at run time.
let swiftPlugins = [
    "AcquisitionMatrix", "BodyPartExamined", "CTParameters", "CharacterSet", "Cine", "CodedTerms", "Coils",
    "Compression", "ContrastBolusAgent", "ConvolutionKernel", "DateTime", "Descriptions", "DeviceModel",
    "DiffusionBValue", "ExposureIndex", "ImageOrientation", "ImagePosition", "ImageType", "MRParameters",
    "NuclearMedicine", "NumericArray", "OtherCategories", "OtherNumbers", "PatientAge", "PatientMeasures",
    "PatientOrientation", "PixelFormat", "PixelSpacing", "Projection", "SOPClass", "SequenceName", "SequenceSets",
    "ShortTexts", "SliceGeometry", "Ultrasound", "Window", "XRayExposure", "YesNo",
]
let cPlugins = ["Manufacturer"]

let package = Package(
    name: "tagfold",
    products: [
        .executable(name: "tagfold", targets: ["tagfold"]),
        .library(name: "TagPluginKit", targets: ["TagPluginKit"]),
        .library(name: "Clustering", targets: ["Clustering"]),
        .library(name: "TagTable", targets: ["DICOM", "Dictionaries", "TagTable"]),
        .library(name: "PluginHost", targets: ["PluginHost"]),
        .library(name: "VisualEvaluation", targets: ["VisualEvaluation"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // MARK: C boundary
        .target(name: "CTagPlugin"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CPluginWorker", linkerSettings: [.linkedLibrary("seccomp")]),
        .target(name: "CClusteringKernels"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(name: "CHashing"),
        .target(name: "CRenderer"),
        .target(name: "CAutoencoder"),
        .target(name: "CEncoderKernels"),

        // MARK: Public
        .target(name: "TagPluginKit", dependencies: ["CTagPlugin"]),
        .target(name: "Clustering", dependencies: ["CClusteringKernels"]),

        // MARK: Implementation
        .target(name: "Hashing", dependencies: ["CHashing"]),
        .target(name: "WorkerProcesses", dependencies: ["CPluginWorker"]),
        .target(name: "DICOM", dependencies: ["CZlib"]),
        .target(name: "Dictionaries", dependencies: ["DICOM", "CLibXML2"]),
        .target(name: "TagTable", dependencies: ["DICOM", "Dictionaries"]),
        .target(
            name: "PluginHost",
            dependencies: [
                "CPluginWorker", "CTagPlugin", "DICOM", "Dictionaries", "Hashing", "TagTable", "WorkerProcesses",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "VisualEvaluation",
            dependencies: ["CAutoencoder", "CEncoderKernels", "CPluginWorker", "CRenderer", "Clustering", "Hashing", "WorkerProcesses"]),
        .target(name: "PluginConformance", dependencies: ["CTagPlugin", "DICOM", "Dictionaries", "PluginHost"]),
        .target(name: "Features", dependencies: ["DICOM", "Dictionaries", "TagTable", "PluginHost"]),
        .target(name: "SyntheticArchive", dependencies: ["CZlib", "Clustering", "DICOM"]),
        .target(
            name: "Reports",
            dependencies: [
                "CZlib", "DICOM", "Dictionaries", "TagTable", "PluginHost", "Features", "Clustering", "Hashing", "TagPluginKit", "VisualEvaluation",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("HTML/Templates")]
        ),
        .executableTarget(
            name: "tagfold",
            dependencies: [
                "DICOM", "Dictionaries", "TagTable", "PluginHost", "PluginConformance", "Features", "Clustering", "Hashing", "Reports", "SyntheticArchive",
                "VisualEvaluation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // MARK: Tests
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .systemLibrary(name: "CXMLSchema", path: "Tests/CXMLSchema", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "DICOMTestSupport", dependencies: ["DICOM"], path: "Tests/DICOMTestSupport"),
        .testTarget(name: "DICOMTests", dependencies: ["DICOM", "DICOMTestSupport", "TestSupport"]),
        .testTarget(name: "DictionariesTests", dependencies: ["DICOM", "Dictionaries", "TestSupport", "CXMLSchema"]),
        .testTarget(name: "TagTableTests", dependencies: ["DICOM", "Dictionaries", "TagTable", "DICOMTestSupport", "TestSupport"]),
        .testTarget(name: "TagPluginKitTests", dependencies: ["TagPluginKit"]),
        .testTarget(
            name: "PluginHostTests",
            dependencies: [
                "CTagPlugin", "DICOM", "Dictionaries", "TagTable", "PluginHost", "PluginConformance", "TestSupport", .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(name: "PluginConformanceTests", dependencies: ["CTagPlugin", "PluginConformance", "TestSupport"]),
        .testTarget(
            name: "FeaturesTests", dependencies: ["DICOM", "Dictionaries", "TagTable", "PluginHost", "Features", "Reports", "TestSupport"]),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Clustering", "DICOM", "Dictionaries", "TagTable", "PluginHost", "Features", "Reports", "TestSupport", "VisualEvaluation"]),
        .testTarget(name: "HashingTests", dependencies: ["CHashing", "Hashing"]),
        .testTarget(
            name: "VisualEvaluationTests",
            dependencies: [
                "CAutoencoder", "CEncoderKernels", "CRenderer", "Clustering", "DICOM", "DICOMTestSupport", "VisualEvaluation", "TestSupport",
            ],
            exclude: ["Fixtures"]),
        .testTarget(name: "SyntheticArchiveTests", dependencies: ["DICOM", "SyntheticArchive"]),
        .testTarget(name: "tagfoldTests", dependencies: ["DICOM", "DICOMTestSupport", "Dictionaries", "Reports", "TestSupport"]),
        .testTarget(name: "ClusteringTests", dependencies: ["Clustering"], resources: [.copy("Fixtures")]),
    ],
    swiftLanguageModes: [.v6]
)

// MARK: Plugins
for name in swiftPlugins {
    package.targets.append(.target(name: name, dependencies: ["TagPluginKit"], path: "Plugins/\(name)", exclude: ["vectors.txt"]))
}
for name in cPlugins {
    package.targets.append(.target(name: name, dependencies: ["CTagPlugin"], path: "Plugins/\(name)", exclude: ["vectors.txt"]))
}
for name in swiftPlugins + cPlugins {
    package.products.append(.library(name: name, type: .dynamic, targets: [name]))
}

// MARK: One set of settings for every Swift target
let cTargets = ["CTagPlugin", "CPluginWorker", "CClusteringKernels", "CHashing", "CRenderer", "CAutoencoder", "CEncoderKernels"] + cPlugins
for target in package.targets where target.type != .system && !cTargets.contains(target.name) {
    target.swiftSettings = [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
}
