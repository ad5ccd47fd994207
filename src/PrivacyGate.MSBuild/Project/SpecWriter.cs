using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyGate.MSBuild;

/// <summary>PrivacyGateModel items as a spec the command line reads: one model a line, keys in a fixed order, so the same items give the same bytes.</summary>
internal static class SpecWriter
{
    private static readonly Regex Origins = new(",\"origin\":\\{[^}]*\\}", RegexOptions.CultureInvariant);

    public static string Write(IEnumerable<GateModel> models, string projectDirectory) =>
        "{\"models\":[\n" + string.Join(",\n", models.Select(model => Model(model, projectDirectory))) + "\n]}\n";

    /// <summary>The place of an item in the project decides nothing: a line above it moves it.</summary>
    public static string WithoutOrigins(string spec) => Origins.Replace(spec, "");

    private static string Model(GateModel model, string projectDirectory)
    {
        var keys = new List<string>();
        Add(keys, "name", model["Name"]);
        Add(keys, "path", Slashed(model.Path));
        Add(keys, "members", Records(model, "Members"), raw: true);
        Add(keys, "nonMembers", Records(model, "NonMembers"), raw: true);
        Add(keys, "reference", Records(model, "Reference"), raw: true);
        Add(keys, "task", model["Task"]);
        Add(keys, "label", model["Label"]);
        Add(keys, "target", List(model, "TargetColumn"), raw: true);
        Add(keys, "group", model["Group"]);
        Add(keys, "classes", List(model, "Classes"), raw: true);
        Add(keys, "features", List(model, "Features"), raw: true);
        Add(keys, "subject", model["Subject"]);
        Add(keys, "slices", List(model, "Slices"), raw: true);
        Add(keys, "budget", Budget(model), raw: true);
        Add(keys, "attacks", List(model, "Attacks"), raw: true);
        Add(keys, "seed", Plain(model["Seed"]), raw: true);
        Add(keys, "origin", Origin(model, projectDirectory), raw: true);
        return "{" + string.Join(",", keys) + "}";
    }

    private static string? Records(GateModel model, string side)
    {
        if (model[side] is not { } file)
        {
            return null;
        }

        var path = Text(Slashed(file));
        return model[side + "Where"] is { } where ? $"{{\"path\":{path},\"where\":{Text(where)}}}" : path;
    }

    private static string? Budget(GateModel model)
    {
        var limits = new List<string>();
        Add(limits, "advantage", model["MaxAdvantage"], raw: true);
        if (model["MaxTprAtFpr"] is { } tpr && GateModel.SplitTpr(tpr) is var (max, fpr))
        {
            limits.Add($"\"tprAtFpr\":{{\"fpr\":{fpr},\"max\":{max}}}");
        }

        Add(limits, "auc", model["MaxAuc"], raw: true);
        Add(limits, "epsilon", model["MaxEpsilon"], raw: true);
        return limits.Count == 0 ? null : "{" + string.Join(",", limits) + "}";
    }

    private static string? List(GateModel model, string name) => model[name] is { } list
        ? "[" + string.Join(",", list.Split(';').Select(word => word.Trim()).Where(word => word.Length > 0).Select(Text)) + "]"
        : null;

    private static string Origin(GateModel model, string projectDirectory) =>
        $"{{\"file\":{Text(Paths.RelativeInside(projectDirectory, model.File))},\"line\":{Number(model.Line)},\"column\":{Number(model.Column)}}}";

    private static void Add(List<string> keys, string key, string? value, bool raw = false)
    {
        if (value is not null)
        {
            keys.Add($"\"{key}\":{(raw ? value : Text(value))}");
        }
    }

    private static string? Plain(string? seed) =>
        seed is null ? null : long.Parse(seed, NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Slashed(string path) => path.Replace('\\', '/');

    private static string Text(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
