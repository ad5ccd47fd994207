namespace PrivacyGate.Analyzers.Tests;

/// <summary>Small sources under a title each, in the folder cases. [|...|] marks what is to be underlined.</summary>
internal static class CaseFile
{
    private const string Mark = "=== ";

    public static string Text(string name) => File.ReadAllText(Repository.Path("tests", "PrivacyGate.Analyzers.Tests", "cases", name)).ReplaceLineEndings("\n");

    public static IReadOnlyDictionary<string, string> Read(string name)
    {
        var cases = new Dictionary<string, string>();
        foreach (var part in ("\n" + Text(name)).Split("\n" + Mark, StringSplitOptions.RemoveEmptyEntries).Where(static part => part.Trim().Length > 0))
        {
            var title = part[..part.IndexOf('\n', StringComparison.Ordinal)];
            cases.Add(title, part[(title.Length + 1)..].Trim() + "\n");
        }

        return cases;
    }

    public static TheoryData<string> Titles(string name) => [.. Read(name).Keys];
}
