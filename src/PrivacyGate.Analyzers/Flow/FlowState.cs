using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>What variables hold at one point of a method.</summary>
internal sealed class FlowState
{
    private static readonly ImmutableDictionary<ISymbol, Value> Nothing = ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default);

    private ImmutableDictionary<ISymbol, Value> values = Nothing;

    public Value? this[ISymbol variable] => values.TryGetValue(variable, out var value) ? value : null;

    /// <summary>Fields and properties of the object that the method belongs to.</summary>
    public IEnumerable<KeyValuePair<ISymbol, Value>> Members => values.Where(static pair => pair.Key is IFieldSymbol or IPropertySymbol);

    public void Set(ISymbol variable, Value value) => values = values.SetItem(variable, value);

    public FlowState Copy() => new() { values = values };

    /// <summary>What holds when either of two ways was gone.</summary>
    public void Join(FlowState other)
    {
        if (ReferenceEquals(values, other.values))
        {
            return;
        }

        foreach (var pair in other.values)
        {
            values = values.SetItem(pair.Key, Value.Join(this[pair.Key] ?? Value.Clean, pair.Value));
        }
    }

    public void Take(FlowState other) => values = other.values;
}
