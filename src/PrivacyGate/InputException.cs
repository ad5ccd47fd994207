namespace PrivacyGate;

/// <summary>The input cannot be audited. Thrown at the edges only, with everything the user needs; the host catches it once.</summary>
public sealed class InputException : Exception
{
    public InputException(Diagnostic diagnostic, Exception? inner = null)
        : base((diagnostic ?? throw new ArgumentNullException(nameof(diagnostic))).Message, inner) => Diagnostic = diagnostic;

    public Diagnostic Diagnostic { get; }
}
