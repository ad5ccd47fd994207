using System.Xml.Linq;
using PrivacyGate.Package.Tests.Infrastructure;

namespace PrivacyGate.Package.Tests.Tasks;

/// <summary>What is kept of an audit: a verdict may vouch for the bytes it is about and for no others.</summary>
public sealed class AttackTaskTests : IDisposable
{
    private static readonly string Unhashed = new('0', 64);

    private readonly ScriptedAudit audit = new();

    [UnixFact]
    public void A_finished_audit_holds_until_a_file_it_read_has_other_bytes()
    {
        Assert.True(audit.Run(ScriptedAudit.Pass + ModelLine()), Told());
        Prepare();
        Assert.True(audit.Run(ScriptedAudit.Pass + ModelLine()), Told());
        Assert.True(audit.VerdictHolds());

        var written = File.GetLastWriteTimeUtc(audit.Model);
        File.WriteAllText(audit.Model, "THE MODEL THAT WAS AUDITED");
        File.SetLastWriteTimeUtc(audit.Model, written);
        Assert.False(audit.VerdictHolds());
        Assert.False(File.Exists(audit.Stamp));
    }

    [UnixFact]
    public void A_model_replaced_during_the_audit_is_not_vouched_for()
    {
        var script = ScriptedAudit.Pass + ModelLine() + "printf 'another model' > score.onnx; touch -d '2001-01-01' score.onnx\n";
        Assert.True(audit.Run(script), Told());
        Assert.False(File.Exists(audit.Stamp));
    }

    [UnixFact]
    public void A_file_dated_in_the_future_is_vouched_for_like_any_other()
    {
        File.SetLastWriteTimeUtc(audit.Model, DateTime.UtcNow.AddYears(1));
        Prepare();
        Assert.True(audit.Run(ScriptedAudit.Pass + ModelLine()), Told());
        Assert.True(audit.VerdictHolds());
    }

    [UnixFact]
    public void A_file_that_was_not_there_ends_the_verdict_when_it_appears()
    {
        Prepare();
        Assert.True(audit.Run(ScriptedAudit.Pass + ModelLine() + ScriptedAudit.Line(Unhashed, audit.In("more.csv"))), Told());
        Assert.True(audit.VerdictHolds());
        File.WriteAllText(audit.In("more.csv"), "");
        Assert.False(audit.VerdictHolds());
    }

    [UnixFact]
    public void A_file_nobody_hashed_is_not_vouched_for()
    {
        Assert.True(audit.Run(ScriptedAudit.Pass + ScriptedAudit.Line(Unhashed, audit.Model)), Told());
        Assert.False(File.Exists(audit.Stamp));
    }

    [UnixFact]
    public void A_list_of_inputs_of_another_form_fails_the_build()
    {
        var hash = ScriptedAudit.HashOf(audit.Model);
        string[] broken =
        [
            ": > obj/gate/inputs.txt\n",
            $"printf '%s\\n' '{audit.Model}' > obj/gate/inputs.txt\n",
            ScriptedAudit.Line(hash.ToUpperInvariant(), audit.Model),
            ScriptedAudit.Line(hash[..40], audit.Model),
            ScriptedAudit.Line(hash, "score.onnx"),
            ScriptedAudit.Line(hash, ""),
            ModelLine() + "printf '\\n' >> obj/gate/inputs.txt\n",
            ModelLine() + "printf 'half a line' >> obj/gate/inputs.txt\n",
        ];
        Assert.All(broken, script =>
        {
            audit.Engine.Errors.Clear();
            Assert.False(audit.Run(ScriptedAudit.Pass + script), script);
            var error = Assert.Single(audit.Engine.Errors);
            Assert.Equal("PG0390", error.Code);
            Assert.Contains("inputs.txt is unreadable", error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(audit.Stamp));
        });
    }

    [UnixFact]
    public void What_a_spec_led_to_is_told_to_the_up_to_date_check()
    {
        var odd = audit.In("a;b%$(c) & 'd'.csv");
        File.WriteAllText(odd, "records");
        var oddLine = $"cat >> obj/gate/inputs.txt <<'END'\n{ScriptedAudit.HashOf(odd)}\t{odd}\nEND\n";
        Assert.True(audit.Run(ScriptedAudit.Pass + ModelLine() + oddLine + ScriptedAudit.Line(Unhashed, audit.In("gone.csv"))), Told());

        var items = XDocument.Load(audit.In("obj/gate/up-to-date.props")).Descendants("UpToDateCheckInput").ToList();
        Assert.Equal([audit.Model, odd], items.Select(item => Uri.UnescapeDataString(item.Attribute("Include")!.Value)));
        Assert.Contains("a%3Bb%25%24%28c%29 & %27d%27.csv", items[1].Attribute("Include")!.Value, StringComparison.Ordinal);
        Assert.All(items, item => Assert.Equal("PrivacyGate", item.Attribute("Set")!.Value));
    }

    public void Dispose() => audit.Dispose();

    private string ModelLine() => ScriptedAudit.Line(ScriptedAudit.HashOf(audit.Model), audit.Model);

    /// <summary>The effective values are written before an audit.</summary>
    private void Prepare() => Assert.False(audit.VerdictHolds());

    private string Told() => string.Join('\n', audit.Engine.Errors.Select(e => e.Message).Concat(audit.Engine.Messages.Select(m => m.Message)));
}
