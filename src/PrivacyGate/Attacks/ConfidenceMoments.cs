using PrivacyGate.Samples;

namespace PrivacyGate.Attacks;

/// <summary>How confident shadows were in each record, those trained on it apart from those that were not.</summary>
/// <param name="In">Shadows trained on the record.</param>
/// <param name="Out">Shadows not trained on it.</param>
/// <remarks>Bytes a record: 40 while attacks of one audit run, 20 a group.</remarks>
internal sealed record ConfidenceMoments(ConfidenceGroup In, ConfidenceGroup Out)
{
    public static ConfidenceMoments Of(ShadowEvidence evidence) =>
        new(ConfidenceGroup.Of(evidence.Shadows, trained: true), ConfidenceGroup.Of(evidence.Shadows, trained: false));
}
