using System.Text;
using PrivacyGate.Attacks;
using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Tests;

/// <summary>The list of attacks follows from the catalogue, the profiles and the attacks' pages; PRIVACYGATE_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
public sealed class AttackIndexTests
{
    private const string Start = "| attack | what it takes for a sign of membership | needs | from profile |\n|---|---|---|---|\n";

    private static readonly Dictionary<AttackNeeds, string> Words = new()
    {
        [AttackNeeds.Shadows] = "shadow models",
        [AttackNeeds.Posteriors] = "their probabilities",
        [AttackNeeds.Records] = "records",
        [AttackNeeds.Labels] = "labels for records of its own",
        [AttackNeeds.LabelModels] = "models trained on the labels",
        [AttackNeeds.Gradients] = "gradients, if `white-box`",
        [AttackNeeds.LocalShadows] = "local shadows",
    };

    private static string Page(string name) => Repository.Path("docs", "attacks", name + ".md");

    [Fact]
    public void The_list_of_attacks_is_that_of_the_catalogue()
    {
        var text = File.ReadAllText(Page("README"));
        var before = text[..(text.IndexOf(Start, StringComparison.Ordinal) + Start.Length)];
        var after = text[text.IndexOf("\n\n", before.Length - 1, StringComparison.Ordinal)..];

        Snapshot.MatchesFile(Page("README"), Encoding.UTF8.GetBytes(before + string.Join('\n', AttackCatalog.All.Select(Row)) + after));
    }

    [Fact]
    public void Every_page_is_that_of_an_attack() => Assert.Equal(
        AttackCatalog.Ids.Append("README").Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Path("docs", "attacks")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static string Row(IAttack attack) =>
        $"| [{attack.Id}]({attack.Id}.md) | {Sentence(attack)} | {Needs(attack)} | `{Profile.All.First(profile => profile.Attacks.Any(own => own.Id == attack.Id)).Name}` |";

    /// <summary>The first sentence of the page.</summary>
    private static string Sentence(IAttack attack)
    {
        var first = File.ReadAllText(Page(attack.Id)).Split("\n\n")[1].Replace('\n', ' ');
        var end = first.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? first : first[..(end + 1)];
    }

    private static string Needs(IAttack attack)
    {
        var needs = Words.Where(pair => attack.Needs.HasFlag(pair.Key)).Select(static pair => pair.Value).ToList();
        return needs.Count == 0 ? "the answers alone" : string.Join(", ", needs);
    }
}
