import Clustering
import Testing

@Suite struct ClusteringErrorTests {
    @Test func equalByCodeAlone() {
        let error = ClusteringError(.invalidWeight, "weight −1 is not finite and ≥ 0", column: "kVp", row: 3)
        #expect(error == ClusteringError(.invalidWeight))
        #expect(error != ClusteringError(.invalidValue))
        #expect(Set([error, ClusteringError(.invalidWeight)]).count == 1)
    }

    @Test func descriptionTellsPlaceReasonAndCode() {
        #expect(
            ClusteringError(.invalidValue, "inf is not finite", column: "kVp", row: 3).description
                == "column \"kVp\", row 3: inf is not finite [invalid-value]")
        #expect(ClusteringError(.noColumns, "none").description == "none [no-columns]")
    }
}
