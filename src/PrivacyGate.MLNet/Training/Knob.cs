namespace PrivacyGate.MLNet.Training;

/// <summary>An option that the file does not tell, with the values that are tried for it.</summary>
/// <param name="Name">As ML.NET calls it.</param>
/// <param name="Values">ML.NET's default first.</param>
internal sealed record Knob(string Name, IReadOnlyList<double> Values);
