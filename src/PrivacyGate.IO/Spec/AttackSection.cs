using PrivacyGate.Attacks;

namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>attacks</c>. A word that names no attack must stop the build: a gate that skips it would pass by a typo.</summary>
internal static class AttackSection
{
    public static SpecValue<IReadOnlyList<string>>? Read(SpecScope model)
    {
        var attacks = model.Texts("attacks", fewest: 1);
        if (model.Find("attacks") is not LocatedArray { Items: var items } || attacks is null)
        {
            return attacks;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (attacks.Value[i] is var id && AttackCatalog.Find(id) is null)
            {
                model.Errors.Add(
                    DiagnosticIds.UnknownValue, items[i],
                    $"{model.Child($"attacks[{i}]")}: unknown attack {MessageText.Quote(id)}{DidYouMean(id)}; known: {string.Join(", ", AttackCatalog.Ids)}");
            }
        }

        return attacks;
    }

    private static string DidYouMean(string id) =>
        Suggestion.For(id, AttackCatalog.Ids) is { } near ? $"; did you mean '{near}'?" : string.Empty;
}
