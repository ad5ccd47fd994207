using PrivacyGate.Models;

namespace PrivacyGate.Run.Evidence;

/// <summary>What an attacker knows of the model beside its answers.</summary>
/// <param name="Gradients">The target's gradients in its input, or null.</param>
/// <param name="Refused">Why there are none though the spec allows them, a clause that follows "because"; else null.</param>
internal sealed record WhiteBox(IInputGradients? Gradients, string? Refused) : IDisposable
{
    public static WhiteBox Nothing { get; } = new(null, null);

    public void Dispose() => Gradients?.Dispose();
}
