import DICOM
import Dictionaries
import TestSupport
import Testing

@testable import PluginHost

/// The plugins of this tree, loaded together as the command loads them.
@Suite("Shipped plugins")
struct ShippedPluginTests {
    private let names: [String]
    private let host: PluginHost

    init() throws {
        let products = try Places.products()
        names = try TemporaryFolder.names(in: Places.repository + "/Plugins").sorted()
        host = PluginHost(
            folders: [], files: names.map { "\(products)/lib\($0).so" },
            dictionaries: try DictionarySet(folder: Places.repository + "/dictionaries"))
    }

    @Test("all are loaded, and none claims a tag or gives a column that another does")
    func together() {
        #expect(host.refusals.isEmpty, "\(host.refusals)")
        #expect(host.plugins.map(\.name) == names)
        let columns = host.plugins.flatMap(\.claims).flatMap(\.columns).map(\.name).filter { !$0.isEmpty }
        #expect(Set(columns).count == columns.count)
    }

    @Test("every claim is used, and few are on every tag of some representations")
    func claims() {
        #expect(zip(host.plugins, host.usedClaims).allSatisfy { $0.claims.count == $1.count })
        let general = host.plugins.filter { $0.claims.contains { if case .every = $0.kind { true } else { false } } }
        #expect(general.map(\.name) == ["DateTime", "NumericArray", "OtherCategories", "OtherNumbers"])
    }
}
