namespace PrivacyGate.IO.Sinks;

/// <summary>What all audits of one model file share.</summary>
/// <param name="ToolVersion">Version of PrivacyGate.</param>
/// <param name="Profile">quick, standard or deep.</param>
/// <param name="ModelSha256">Of the model file and its external data.</param>
/// <param name="ConfigSha256">Of the spec.</param>
public sealed record ReceiptHeader(string ToolVersion, string Profile, string ModelSha256, string ConfigSha256);
