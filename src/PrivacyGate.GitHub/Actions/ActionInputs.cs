
namespace PrivacyGate.GitHub.Actions;

public enum ActionMode
{
    /// <summary>Audit, then tell.</summary>
    Check,

    /// <summary>Tell what another run, which had no right to, has audited.</summary>
    Publish,
}

public enum FailOn
{
    Fail,
    Inconclusive,
    Never,
}

public enum CommentMode
{
    /// <summary>Nothing new where all is well; a comment that is there is always brought up to date.</summary>
    Auto,
    Always,

    /// <summary>Nothing new unless the gate fails.</summary>
    OnFailure,
    Off,
}

public enum AllowCommand
{
    /// <summary>Not for a pull request from a fork, which anyone may open.</summary>
    Auto,
    Always,
    Never,
}

/// <summary>The inputs of action.yml. They come as environment variables only: a value in a script's text would be run.</summary>
/// <param name="Mode">check or publish.</param>
/// <param name="Config">The spec, or null for the nearest one.</param>
/// <param name="Report">The folder of the reports.</param>
/// <param name="FailOn">What makes the job fail.</param>
/// <param name="Baseline">report.json of the base branch, or null.</param>
/// <param name="Comment">When to comment.</param>
/// <param name="CommentKey">Tells several gates apart, or null.</param>
/// <param name="Annotations">Whether to annotate.</param>
/// <param name="Summary">Whether to write the job summary.</param>
/// <param name="Sarif">Whether a later step uploads report.sarif; read to refuse a misspelt word.</param>
/// <param name="CheckRun">Whether to create a check run.</param>
/// <param name="AllowCommand">Whether a training command of the spec may be started.</param>
/// <param name="Token">Null when there is none.</param>
public sealed record ActionInputs(
    ActionMode Mode,
    string? Config,
    string Report,
    FailOn FailOn,
    string? Baseline,
    CommentMode Comment,
    string? CommentKey,
    bool Annotations,
    bool Summary,
    bool Sarif,
    bool CheckRun,
    AllowCommand AllowCommand,
    string? Token)
{
    private const string Prefix = "PRIVACYGATE_INPUT_";
    private const string DefaultReport = "privacygate-report";

    /// <param name="variable">An environment variable's value, or null.</param>
    /// <exception cref="InputException">PG0011: a value that is none of the allowed. Nothing is guessed: a gate that misread its settings would stand open.</exception>
    public static ActionInputs From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? Get(string input) => variable(VariableOf(input)) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
        T One<T>(string input, T otherwise, params (string Word, T Value)[] words) => Choose(input, Get(input), otherwise, words);
        bool Flag(string input, bool otherwise) => One(input, otherwise, ("true", true), ("false", false));
        var folder = Get("working-directory") ?? "";
        string? In(string? path) => path is null ? null : Path.Combine(folder, path);
        return new ActionInputs(
            One("mode", ActionMode.Check, ("check", ActionMode.Check), ("publish", ActionMode.Publish)),
            In(Get("config")) ?? (folder.Length > 0 ? Path.Combine(folder, "privacygate.json") : null),
            In(Get("report") ?? DefaultReport)!,
            One("fail-on", FailOn.Fail, ("fail", FailOn.Fail), ("inconclusive", FailOn.Inconclusive), ("never", FailOn.Never)),
            In(Get("baseline")),
            One("comment", CommentMode.Auto, ("auto", CommentMode.Auto), ("always", CommentMode.Always), ("on-failure", CommentMode.OnFailure), ("off", CommentMode.Off)),
            Get("comment-key"),
            Flag("annotations", true),
            Flag("summary", true),
            Flag("sarif", false),
            Flag("check-run", false),
            One("allow-command", AllowCommand.Auto, ("auto", AllowCommand.Auto), ("true", AllowCommand.Always), ("false", AllowCommand.Never)),
            Printable(Get("token")));
    }

    /// <summary>Never quoted, whatever is wrong with it.</summary>
    private static string? Printable(string? token) => token is null || token.All(static character => character is > ' ' and <= '~')
        ? token
        : throw new InputException(Diagnostic.Error(DiagnosticIds.Usage, "input 'token' holds characters no token has, such as a line break; pass the secret as it is"));

    /// <summary>The variable action.yml puts an input into.</summary>
    public static string VariableOf(string input) => Prefix + input.ToUpperInvariant().Replace('-', '_');

    private static T Choose<T>(string input, string? word, T otherwise, (string Word, T Value)[] words)
    {
        if (word is null)
        {
            return otherwise;
        }

        foreach ((var known, var value) in words)
        {
            if (known == word)
            {
                return value;
            }
        }

        throw new InputException(Diagnostic.Error(
            DiagnosticIds.Usage,
            $"input '{input}' is '{PlainText.Clip(word, 100)}'; write {string.Join(" or ", words.Select(known => known.Word))}"));
    }
}
