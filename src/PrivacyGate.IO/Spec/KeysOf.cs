using System.Diagnostics.CodeAnalysis;

namespace PrivacyGate.IO.Spec;

/// <summary>Makes the keys of one object of the spec, so that a line of the table states nothing twice.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "An instance gives the compiler the type that the lambdas of a line work on.")]
internal sealed class KeysOf<TSpec>
{
    /// <summary>A key that must be there.</summary>
    public SpecKey<TSpec> Required<T>(string name, ValueKind<T> kind, Func<TSpec, SpecValue<T>?> get, Func<TSpec, SpecValue<T>, TSpec> set, string cure, string meaning) =>
        new ValueKey<TSpec, T>(name, kind, get, set, meaning) { Cure = cure };

    /// <summary>A key that may be left out; <paramref name="silence"/> says what then holds.</summary>
    public ValueKey<TSpec, T> Optional<T>(string name, ValueKind<T> kind, Func<TSpec, SpecValue<T>?> get, Func<TSpec, SpecValue<T>, TSpec> set, string silence, string meaning) =>
        new(name, kind, get, set, meaning) { Default = silence };

    /// <summary>A key that has <paramref name="value"/> when it is left out.</summary>
    public SpecKey<TSpec> Default<T>(string name, ValueKind<T> kind, Func<TSpec, SpecValue<T>?> get, Func<TSpec, SpecValue<T>, TSpec> set, T value, string meaning) =>
        new ValueKey<TSpec, T>(name, kind, get, set, meaning) { Default = $"`{kind.Show(value)}`", Fallback = at => new SpecValue<T>(value, at, IsDefault: true) };

    /// <summary>A key of an object that is explained as a whole, and must be there.</summary>
    public SpecKey<TSpec> Required<T>(string name, ValueKind<T> kind, Func<TSpec, SpecValue<T>, TSpec> set, string cure, string meaning) =>
        Required(name, kind, static _ => null, set, cure, meaning);

    /// <summary>A key of an object that is explained as a whole, and may be left out.</summary>
    public SpecKey<TSpec> Optional<T>(string name, ValueKind<T> kind, Func<TSpec, SpecValue<T>, TSpec> set, string silence, string meaning) =>
        Optional(name, kind, static _ => null, set, silence, meaning);

    /// <summary>A key that takes an object; <paramref name="silence"/> says what holds when it is left out.</summary>
    public ObjectKey<TSpec, TInner> Object<TInner>(
        string name, Func<TSpec, TInner?> get, Func<TSpec, TInner, TSpec> set, string? silence, string meaning, Func<KeysOf<TInner>, IReadOnlyList<SpecKey<TInner>>> keys)
        where TInner : class =>
        new(name, get, set, meaning, keys(new KeysOf<TInner>())) { Default = silence };
}
