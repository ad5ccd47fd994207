namespace PrivacyGate.IO.Spec;

/// <summary>Reads <c>shadows</c>.</summary>
internal sealed class ShadowSection(string root)
{
    private const double DefaultNoise = 0.1;
    private const long DefaultTimeout = 600;
    private const long MostShadows = 1024;

    /// <summary>What the spec says, defaults filled in.</summary>
    public ShadowSpec Read(SpecScope model, bool hasReference)
    {
        if (model.Object("shadows", SpecKeys.Shadows) is not { } scope)
        {
            return Silent(model.Location);
        }

        var source = Source(scope, hasReference);
        var (command, models) = (scope.Text("command"), scope.Texts("models", 1));
        RefuseTogether(scope, "command", "models");
        var index = models is null ? null : scope.Text("index", scope.Required("index", "name the file that tells which record each model was trained on"));
        if (models is null && scope.Find("index") is { } idle)
        {
            scope.Errors.Add(DiagnosticIds.UnknownKey, idle, $"{scope.Child("index")} tells of 'models', which the spec does not name; name them, or leave the key out");
        }

        return new ShadowSpec(
            Count(scope),
            source,
            scope.Number("noise", scope.Find("noise"), value => value is > 0 and <= 0.5, "write a share above 0 and up to 0.5") ?? new SpecValue<double>(DefaultNoise, scope.Location, IsDefault: true),
            TrainingSection.Read(scope),
            command,
            Positive(scope, "timeout", 86_400) ?? new SpecValue<long>(DefaultTimeout, scope.Location, IsDefault: true),
            models?.Value.Select(text => SpecFile.Resolve(text, root, models.Location)).ToList(),
            index is null ? null : SpecFile.Resolve(index.Value, root, index.Location));
    }

    /// <summary>A whole number from 1.</summary>
    public static SpecValue<long>? Positive(SpecScope scope, string key, long largest)
    {
        if (scope.Whole(key, largest) is not { } value)
        {
            return null;
        }

        if (value.Value == 0)
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, value.Location, $"{scope.Child(key)} is 0; write at least 1");
        }

        return value;
    }

    private static ShadowSpec Silent(SourceLocation location) => new(
        null,
        new SpecValue<ShadowSource>(ShadowSource.Auditor, location, IsDefault: true),
        new SpecValue<double>(DefaultNoise, location, IsDefault: true),
        TrainingSpec.Silent,
        null,
        new SpecValue<long>(DefaultTimeout, location, IsDefault: true),
        null,
        null);

    /// <summary>Even, so that every record is in exactly half of them.</summary>
    private static SpecValue<long>? Count(SpecScope scope)
    {
        if (scope.Whole("count", MostShadows) is not { } count)
        {
            return null;
        }

        if (count.Value < 4 || count.Value % 2 != 0)
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, count.Location, FormattableString.Invariant($"{scope.Child("count")} is {count.Value}; write an even number from 4 to {MostShadows}, so that each record is in half of the shadows"));
        }

        return count;
    }

    private static SpecValue<ShadowSource> Source(SpecScope scope, bool hasReference)
    {
        var word = scope.Text("source");
        List<string> words = [.. ShadowSourceWords.All.Select(pair => pair.Word)];
        var place = word is null ? 0 : words.IndexOf(word.Value);
        if (place < 0)
        {
            scope.Errors.Add(DiagnosticIds.UnknownValue, word!.Location, $"{scope.Child("source")}: unknown source {MessageText.Quote(word.Value)}{Suggestion.Hint(word.Value, words)}");
            place = 0;
        }

        var source = ShadowSourceWords.All[place].Source;
        if (source == ShadowSource.Reference && !hasReference)
        {
            scope.Errors.Add(DiagnosticIds.MissingKey, word!.Location, $"{scope.Child("source")} is 'reference', and the model names no reference records; add the key 'reference'");
        }

        return new SpecValue<ShadowSource>(source, word?.Location ?? scope.Location, IsDefault: word is null);
    }

    private static void RefuseTogether(SpecScope scope, string one, string other)
    {
        if (scope.Find(one) is { } first && scope.Find(other) is not null)
        {
            scope.Errors.Add(DiagnosticIds.OutOfRange, first, $"{scope.Child(one)} and '{other}' stand side by side; keep one of them");
        }
    }
}
