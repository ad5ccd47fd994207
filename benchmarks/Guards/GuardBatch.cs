namespace PrivacyGate.Benchmarks.Guards;

/// <summary>Guards scores of many records in place.</summary>
internal delegate void GuardBatch(Span<float> scores, int classes);
