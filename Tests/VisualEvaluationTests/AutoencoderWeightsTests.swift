import Glibc
import TestSupport
import Testing

@testable import VisualEvaluation

@Suite("Files of weights")
struct AutoencoderWeightsTests {
    private let network = AutoencoderNetwork(filters: 2)

    private func weights() throws -> AutoencoderWeights {
        let history = [AutoencoderEpoch(loss: 0.1, validationLoss: 1.0 / 3), AutoencoderEpoch(loss: 0.05, validationLoss: 0.4)]
        let origin = AutoencoderWeights.Origin(preset: "quick", seed: .max, version: "tést \"1\"\\\n", history: history, epochs: 1)
        return try #require(AutoencoderWeights(network: network, tensors: network.initialWeights(seed: 3), origin: origin))
    }

    @Test("what is written is read again, and is for the user alone")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/weights.safetensors"
        let written = try weights()
        try written.write(to: path)
        try written.write(to: path)
        #expect(try AutoencoderWeights(contentsOf: path) == written)
        #expect(try TemporaryFolder.names(in: folder.path) == ["weights.safetensors"])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let tensor = try #require(written.tensor("encoder.8.weight"))
        #expect(tensor.shape == [20, 2, 3, 3])
        #expect(tensor.values.count == 360)
        #expect(written.tensor("encoder.9.weight") == nil)
        #expect(throws: AutoencoderError.self) { try written.write(to: folder.path + "/none/weights") }
    }

    @Test("first weights are Glorot's: within their limit, evenly, another draw for each seed")
    func initial() {
        let network = AutoencoderPreset.paper.network
        let weights = network.initialWeights(seed: 1)
        for (tensor, values) in zip(network.tensors, weights) {
            guard tensor.shape.count == 4 else {
                #expect(values.allSatisfy { $0 == 0 })
                continue
            }
            let limit = (6 / Float((tensor.shape[0] + tensor.shape[1]) * tensor.shape[2] * tensor.shape[3])).squareRoot()
            #expect((values.map { abs($0) }.max() ?? 0) <= limit)
            let mean = values.reduce(0, +) / Float(values.count)
            #expect(abs(mean) < limit * 4 / Float(values.count).squareRoot(), "\(tensor.name)")
        }
        #expect(network.initialWeights(seed: 1) == weights)
        #expect(network.initialWeights(seed: 2) != weights)
    }

    @Test("each epoch has an order of its own, of all images")
    func order() {
        let orders = (0..<5).map { AutoencoderNetwork.order(100, epoch: $0, seed: 9) }
        #expect(orders.allSatisfy { $0.sorted() == Array(0..<100) })
        #expect(Set(orders).count == 5)
        #expect(AutoencoderNetwork.order(100, epoch: 0, seed: 10) != orders[0])
    }

    // MARK: Hostile files

    private static func file(_ header: String, _ values: Int = 0) -> [UInt8] {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8) + [UInt8](repeating: 0, count: values)
    }

    @Test(
        "a header that is not as the format says is refused",
        arguments: [
            "", "{", "[]", "{}x", "{\"a\":1}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":[]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}", "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[999999999999999,999999999999999],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[9999999999999999],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}", "{\"\\ud800\":{}}", "{\"\\u12\":{}}", "{\"\\", "{\"a\u{1}\":{}}",
        ])
    func header(_ text: String) {
        #expect(throws: Safetensors.Fault.self) { try Safetensors(AutoencoderWeightsTests.file(text, 4)) }
    }

    @Test("lengths that lie are refused, and no cut or flip of a file is a trap")
    func damage() throws {
        #expect(throws: Safetensors.Fault.self) { try Safetensors([1, 2, 3]) }
        #expect(throws: Safetensors.Fault.self) { try Safetensors([UInt8](repeating: 0xFF, count: 64)) }
        let good = AutoencoderWeightsTests.file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}} ", 4)
        #expect(try Safetensors(good).tensors == [Safetensors.Tensor(name: "a", shape: [1, 1], values: [0])])
        for count in 0..<good.count { #expect(throws: Safetensors.Fault.self) { try Safetensors(Array(good[..<count])) } }
        #expect(throws: Safetensors.Fault.self) { try Safetensors(good + [0]) }
        for place in good.indices {
            for bit in 0..<8 {
                var damaged = good
                damaged[place] ^= 1 << UInt8(bit)
                _ = try? Safetensors(damaged)
            }
        }
    }

    @Test("weights of another shape, not finite, missing or of another format are refused, with the reason")
    func others() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/weights"
        let tensors = Safetensors.tensors(network, network.initialWeights(seed: 3), prefix: "")
        try weights().write(to: path)
        let metadata = try Safetensors(contentsOf: path).metadata

        func reason(_ change: (inout Safetensors) -> Void) -> String {
            var file = Safetensors(metadata: metadata, tensors: tensors)
            change(&file)
            do throws(AutoencoderError) {
                try file.write(to: path)
                _ = try AutoencoderWeights(contentsOf: path)
                return ""
            } catch { return error.reason }
        }
        #expect(reason { _ in } == "")
        #expect(reason { $0.tensors.removeLast() }.contains("37 tensors, not 38"))
        #expect(reason { $0.tensors[1] = .init(name: "encoder.0.bias", shape: [1, 2], values: [0, 0]) }.contains("has the shape [1, 2], not [2]"))
        #expect(reason { $0.tensors[1] = .init(name: "encoder.0.bias", shape: [2], values: [0, .nan]) }.contains("not finite"))
        #expect(reason { $0.tensors[1] = .init(name: "other", shape: [2], values: [0, 0]) }.contains("no tensor encoder.0.bias"))
        #expect(reason { $0.metadata["format"] = nil }.contains("tagfold autoencoder 1"))
        #expect(reason { $0.metadata["filters"] = "1000000" }.contains("1 to 1024"))
        #expect(reason { $0.metadata["losses"] = "[1" }.contains("what made the weights"))
        #expect(throws: AutoencoderError.self) { try AutoencoderWeights(contentsOf: folder.path) }
        #expect(throws: AutoencoderError.self) { try AutoencoderWeights(contentsOf: folder.path + "/none") }
    }
}
