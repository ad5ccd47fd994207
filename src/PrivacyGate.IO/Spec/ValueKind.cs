namespace PrivacyGate.IO.Spec;

/// <summary>What a key takes that is one value.</summary>
/// <param name="Type">In the words of the reference page.</param>
/// <param name="Schema">As members of a JSON schema.</param>
/// <param name="Read">The value of a node, or null when it does not fit, which is then reported under the key's name.</param>
/// <param name="Show">The value as <c>explain</c> prints it.</param>
internal sealed record ValueKind<T>(string Type, string Schema, Func<SpecScope, string, LocatedNode, SpecValue<T>?> Read, Func<T, string> Show);
