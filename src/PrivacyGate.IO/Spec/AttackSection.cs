namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>attacks</c>. A word that names no attack must stop the build: a gate that skips it would pass by a typo.</summary>
internal static class AttackSection
{
    public static SpecValue<IReadOnlyList<string>>? Read(SpecScope model, IReadOnlyCollection<string> available)
    {
        var attacks = model.Texts("attacks", fewest: 1);
        if (model.Find("attacks") is not LocatedArray { Items: var items } || attacks is null)
        {
            return attacks;
        }

        var runnable = KnownAttacks.All.Where(available.Contains).Concat(available.Except(KnownAttacks.All)).ToList();
        for (var i = 0; i < items.Count; i++)
        {
            var id = attacks.Value[i];
            if (available.Contains(id))
            {
                continue;
            }

            var (code, message) = KnownAttacks.All.Contains(id)
                ? (DiagnosticIds.NotInThisVersion, $"attack '{id}' is not in this version; it can run: {string.Join(", ", runnable)}")
                : (DiagnosticIds.UnknownValue, $"unknown attack {MessageText.Quote(id)}{DidYouMean(id)}; known: {string.Join(", ", runnable)}");
            model.Errors.Add(code, items[i], $"{model.Child($"attacks[{i}]")}: {message}");
        }

        return attacks;
    }

    private static string DidYouMean(string id) =>
        Suggestion.For(id, KnownAttacks.All) is { } near ? $"; did you mean '{near}'?" : string.Empty;
}
