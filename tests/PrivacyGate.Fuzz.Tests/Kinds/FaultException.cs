namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>The product neither threw nor did what it promises.</summary>
internal sealed class FaultException(string message) : Exception(message);
