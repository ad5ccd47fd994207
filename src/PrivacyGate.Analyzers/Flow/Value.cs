using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>What is known of a value. A container and its elements are one value.</summary>
/// <param name="Own">Of the value as a whole.</param>
/// <param name="Source">The call that its scores come from, such as InferenceSession.Run.</param>
/// <param name="Site">Where its scores were put into an object.</param>
/// <param name="Members">By <see cref="MemberKey"/>; a member that is not listed is clean.</param>
internal sealed record Value(Kinds Own, string? Source, SyntaxNode? Site, ImmutableSortedDictionary<string, Value> Members)
{
    public static readonly Value Clean = new(Kinds.None, null, null, ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal));

    public static readonly Value Identity = Clean with { Own = Kinds.Identity };

    /// <summary>What leaves with the value: its own, and that of members that serializers write.</summary>
    public Kinds Shown { get; } = Members
        .Where(static member => !MemberKey.IsHidden(member.Key))
        .Aggregate(Own, static (kinds, member) => kinds | member.Value.Shown);

    /// <summary>Where the source of the scores is named.</summary>
    public string? SourceName => Source ?? Members.Values.Select(static member => member.SourceName).FirstOrDefault(static name => name is not null);

    public SyntaxNode? SiteOfScores =>
        (Own & Kinds.Scores) != 0 && Site is not null
            ? Site
            : Members.Values.Select(static member => member.SiteOfScores).FirstOrDefault(static site => site is not null);

    public static Value Scores(string source) => Clean with { Own = Kinds.Scores, Source = source };

    public static Value Join(Value one, Value other)
    {
        if (ReferenceEquals(one, other) || ReferenceEquals(other, Clean))
        {
            return one;
        }

        if (ReferenceEquals(one, Clean))
        {
            return other;
        }

        var members = other.Members.Aggregate(
            one.Members,
            static (joined, member) => joined.SetItem(member.Key, Join(joined.TryGetValue(member.Key, out var mine) ? mine : Clean, member.Value)));
        return new Value(one.Own | other.Own, one.Source ?? other.Source, one.Site ?? other.Site, members);
    }

    public static Value Join(IEnumerable<Value> values) => values.Aggregate(Clean, Join);

    public Value With(string member, Value value) => ReferenceEquals(value, Clean) && !Members.ContainsKey(member) ? this : this with { Members = Members.SetItem(member, value) };

    public Value Member(string member) => Members.TryGetValue(member, out var value) ? value : Clean;

    /// <summary>The value after a guard: nothing of scores is left, in no member.</summary>
    public Value Without(Kinds kinds) => Shown == Kinds.None && Members.Count == 0
        ? this
        : Members.Aggregate(
            this with { Own = Own & ~kinds },
            (guarded, member) => guarded with { Members = guarded.Members.SetItem(member.Key, member.Value.Without(kinds)) });

    /// <summary>The value as it was put somewhere, unless it was put there before.</summary>
    public Value At(SyntaxNode site) => Site is null && (Own & Kinds.Scores) != 0 ? this with { Site = site } : this;
}
