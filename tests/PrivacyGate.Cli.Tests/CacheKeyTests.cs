using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Options;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Tests;

/// <summary>Another version of the native runtime may answer otherwise: what was kept under one is no answer under another.</summary>
public class CacheKeyTests
{
    [Fact]
    public void An_audit_belongs_to_the_runtime_that_made_it()
    {
        using var clinic = Clinic.Private();
        var spec = SpecReader.Read(clinic.File("privacygate.json"), null).Spec!.Models[0];
        string Key(string runtime) => AuditKey.Of(spec, Profile.Quick, new string('0', 64), 1, new FileHashes(false), runtime);

        Assert.Equal(Key("1.30.0"), Key("1.30.0"));
        Assert.NotEqual(Key("1.30.0"), Key("1.31.0"));
    }

    [Fact]
    public void A_shadow_belongs_to_the_runtime_that_trained_it()
    {
        using var folder = new TemporaryFolder();
        var answers = new ShadowAnswers([1f, 2f], [true, false], .1, .2, null, new TrainingSummary(1, .1, null, true));
        new ShadowStore(folder.Path, "model", "1.30.0").Save("shadow", answers);

        Assert.NotNull(new ShadowStore(folder.Path, "model", "1.30.0").TryLoad("shadow"));
        Assert.Null(new ShadowStore(folder.Path, "model", "1.31.0").TryLoad("shadow"));
    }

    [Fact]
    public void The_runtime_tells_its_version() => Assert.Matches(@"^\d+\.\d+\.\d+", NativeRuntime.Version);
}
