using PrivacyGate.IO.Caching;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;

namespace PrivacyGate.Run.Keeping;

/// <summary>Finished shadows in a folder, each under the hash of everything its answers follow from.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="modelSha256">The target's content.</param>
/// <param name="runtime">Version of the native library that trains and asks them.</param>
internal sealed class ShadowStore(string folder, string modelSha256, string runtime) : IShadowStore
{
    public ShadowAnswers? TryLoad(string key) => ShadowFile.Read(PathOf(key));

    public void Save(string key, ShadowAnswers answers) => ShadowFile.Write(PathOf(key), answers);

    private string PathOf(string key)
    {
        using var hash = new ContentKey();
        return Path.Combine(folder, "shadows", hash.AddCode(runtime).Add("model", modelSha256).Add("shadow", key).Finish() + ".shadow");
    }
}
