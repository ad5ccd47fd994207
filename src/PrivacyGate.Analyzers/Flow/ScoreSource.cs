using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>The call that scores come from.</summary>
/// <param name="Name">Such as InferenceSession.Run.</param>
/// <param name="Figure">What the gate measured of its model; "" where nothing holds for the model as it is.</param>
/// <param name="Sure">These are scores. Otherwise they may be values or embeddings, and the code around decides.</param>
/// <param name="Place">The call; null for a type that the options name.</param>
internal sealed record ScoreSource(string Name, string Figure, bool Sure, SyntaxNode? Place);
