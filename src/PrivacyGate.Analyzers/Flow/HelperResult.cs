using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>What a method returns, and what it leaves in fields and properties of its object.</summary>
internal sealed record HelperResult(Value Returned, ImmutableArray<KeyValuePair<ISymbol, Value>> Held);
