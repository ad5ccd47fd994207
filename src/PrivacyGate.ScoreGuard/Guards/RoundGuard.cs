namespace PrivacyGate.Guards;

/// <summary>score -> round(score * 10^digits) / 10^digits in single precision, half to even: Mul, Round, Div of ONNX.</summary>
internal readonly struct RoundGuard : IGuard
{
    private const int MostDigits = 6;

    private readonly float scale;

    public RoundGuard(int digits)
    {
        if (digits is < 0 or > MostDigits)
        {
            throw new ArgumentOutOfRangeException(nameof(digits), digits, $"The number of digits must be from 0 to {MostDigits}.");
        }

        scale = (float)Math.Pow(10, digits);
    }

    public bool NeedsProbabilities => false;

    public void CheckClasses(int classes)
    {
    }

    public void Apply(Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)Math.Round((float)(scores[i] * scale)) / scale;
        }
    }
}
