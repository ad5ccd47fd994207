using PrivacyGate.Samples;

namespace PrivacyGate.Shadows;

/// <summary>Keeps what finished shadows said, so that a run killed half-way goes on where it stopped. Thread-safe.</summary>
public interface IShadowStore
{
    /// <summary>What a shadow with this key said, or null when none was kept.</summary>
    /// <param name="key">
    /// Everything in the engine's sight that the answers follow from, as one line of text: place and seed in the
    /// schedule, the trainer's fingerprint, the content of the training records and of those asked about. The store
    /// adds what only it knows: hashes of the model, the data files and the code version.
    /// </param>
    ShadowAnswers? TryLoad(string key);

    /// <summary>Keeps them.</summary>
    void Save(string key, ShadowAnswers answers);
}
