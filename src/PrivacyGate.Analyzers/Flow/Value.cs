using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PrivacyGate.Analyzers.Known;

namespace PrivacyGate.Analyzers.Flow;

/// <summary>What is known of a value. A container and its elements are one value.</summary>
internal sealed class Value
{
    /// <summary>Members of members of members: deeper objects, such as a list whose nodes link each other, count as one value.</summary>
    private const int Deepest = 6;

    public static readonly Value Clean = new(Kinds.None, null, null, ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal));

    public static readonly Value Identity = new(Kinds.Identity, null, null, Clean.Members);

    private Value(Kinds own, ScoreSource? source, SyntaxNode? site, ImmutableSortedDictionary<string, Value> members)
    {
        (Own, Source, Site, Members) = (own, source, site, members);
        Depth = members.IsEmpty ? 0 : members.Values.Max(static member => member.Depth) + 1;
        Shown = members.Where(static member => !MemberKey.IsHidden(member.Key)).Aggregate(own, static (kinds, member) => kinds | member.Value.Shown);
    }

    /// <summary>Of the value as a whole.</summary>
    public Kinds Own { get; }

    /// <summary>The call that its scores come from.</summary>
    public ScoreSource? Source { get; }

    /// <summary>Where its scores were put into an object.</summary>
    public SyntaxNode? Site { get; }

    /// <summary>By <see cref="MemberKey"/>; a member that is not listed is clean.</summary>
    public ImmutableSortedDictionary<string, Value> Members { get; }

    /// <summary>What leaves with the value: its own, and that of members that serializers write.</summary>
    public Kinds Shown { get; }

    private int Depth { get; }

    public bool IsClean => Own == Kinds.None && Members.IsEmpty;

    public ScoreSource? AnySource => Source ?? Members.Values.Select(static member => member.AnySource).FirstOrDefault(static source => source is not null);

    public SyntaxNode? SiteOfScores =>
        (Own & Kinds.Scores) != 0 && Site is not null
            ? Site
            : Members.Values.Select(static member => member.SiteOfScores).FirstOrDefault(static site => site is not null);

    public static Value Scores(ScoreSource source) => Of(Kinds.Scores, source);

    public static Value Of(Kinds kinds, ScoreSource? source) => new(kinds, source, null, Clean.Members);

    public static Value Join(Value one, Value other)
    {
        if (ReferenceEquals(one, other) || other.IsClean)
        {
            return one;
        }

        if (one.IsClean)
        {
            return other;
        }

        var members = other.Members.Aggregate(
            one.Members,
            static (joined, member) => joined.SetItem(member.Key, Join(joined.TryGetValue(member.Key, out var mine) ? mine : Clean, member.Value)));
        return new Value(one.Own | other.Own, one.Source ?? other.Source, one.Site ?? other.Site, members);
    }

    public static Value Join(IEnumerable<Value> values) => values.Aggregate(Clean, Join);

    public Value With(string member, Value value) => value.IsClean && !Members.ContainsKey(member)
        ? this
        : new(Own, Source, Site, Members.SetItem(member, value.Depth < Deepest ? value : Of(value.Shown, value.AnySource)));

    public Value With(Kinds kinds) => new(Own | kinds, Source, Site, Members);

    public Value Member(string member) => Members.TryGetValue(member, out var value) ? value : Clean;

    /// <summary>The value as a number or text, without members.</summary>
    public Value Alone() => Members.IsEmpty ? this : new(Own, Source, Site, Clean.Members);

    /// <summary>The value after a guard: nothing of these kinds is left, in no member.</summary>
    public Value Without(Kinds kinds) => IsClean
        ? this
        : new(Own & ~kinds, Source, Site, Members.Aggregate(Members, (guarded, member) => guarded.SetItem(member.Key, member.Value.Without(kinds))));

    /// <summary>The value as it was put somewhere, unless it was put there before.</summary>
    public Value At(SyntaxNode site) => Site is null && (Own & Kinds.Scores) != 0 ? new(Own, Source, site, Members) : this;
}
