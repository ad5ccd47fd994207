namespace PrivacyGate.Samples;

/// <summary>Some audited records and what the target answered about them.</summary>
/// <param name="Records">The records, in the order of their content's hash.</param>
/// <param name="Answers">The answers, parallel to them.</param>
public sealed record RepeatSample(RecordBatch Records, Predictions Answers);
