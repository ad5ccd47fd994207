namespace PrivacyGate.Fuzz.Tests.Kinds;

/// <summary>One kind of input: how it is made, and who reads it.</summary>
/// <param name="name">Stands in the address of an input, such as onnx/7/1234.</param>
/// <param name="fileName">What a file of this kind is called where it is read.</param>
/// <param name="share">Of 5,000 inputs, so many.</param>
internal abstract class FuzzKind(string name, string fileName, int share)
{
    public string Name => name;

    public string FileName => fileName;

    public int Share => share;

    /// <summary>The same draws make the same input.</summary>
    public abstract byte[] Make(Random random);

    /// <summary>Reads an input as the product does.</summary>
    /// <param name="path">The input, alone in a folder that is deleted afterwards.</param>
    /// <param name="cancellation">Signalled when it takes too long.</param>
    /// <returns>True when it was read, false when it was passed over (a damaged cache).</returns>
    /// <exception cref="InputException">It is refused.</exception>
    public abstract bool Read(string path, CancellationToken cancellation);

    /// <summary>Takes every step, also after one that refuses; then refuses as the first did.</summary>
    protected static bool Each(params ReadOnlySpan<Action> steps)
    {
        InputException? refusal = null;
        foreach (var step in steps)
        {
            try
            {
                step();
            }
            catch (InputException refused)
            {
                refusal ??= refused;
            }
        }

        return refusal is null ? true : throw refusal;
    }
}
