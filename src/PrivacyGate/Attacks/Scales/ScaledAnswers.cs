namespace PrivacyGate.Attacks.Scales;

/// <summary>The target's answers and those of shadows, read on one scale. Of one thread.</summary>
internal sealed class ScaledAnswers
{
    private readonly AnswerScale scale;
    private readonly AnswerSignal target;
    private readonly double[] row;

    private ScaledAnswers(AnswerScale scale, AnswerSignal target, IReadOnlyList<ShadowAnswers> shadows)
    {
        (this.scale, this.target, Shadows) = (scale, target, shadows);
        row = new double[target.Width];
    }

    public IReadOnlyList<ShadowAnswers> Shadows { get; }

    /// <summary>Numbers a record that are compared as normal distributions.</summary>
    public int Dimensions => scale.Dimensions;

    /// <inheritdoc cref="AnswerScale.Rises"/>
    public bool Rises => scale.Rises;

    /// <summary>Number of records.</summary>
    public int Count => target.Count;

    public static ScaledAnswers OfTarget(AuditInput input)
    {
        var target = AnswerOf(input);
        return new ScaledAnswers(Scale(target.Task, () => new ResidualScale(Whitening.Single(target))), target, []);
    }

    /// <summary>The target's answers on the scale on which shadows answer.</summary>
    /// <param name="input">The audit.</param>
    /// <param name="laplace">Whether residuals are taken to be of Laplace distributions in place of normal ones.</param>
    public static ScaledAnswers BesideShadows(AuditInput input, bool laplace = false)
    {
        var own = AnswerOf(input);
        var evidence = input.Shadows ?? throw new InvalidOperationException("there are no shadows to compare with");
        var target = evidence.Target is { } rescaled ? own with { Values = rescaled.Signal } : own;
        var scale = Scale(own.Task, () => Unseen(own.Width, evidence.Shadows, laplace));
        return new ScaledAnswers(scale, target, evidence.Shadows);
    }

    /// <summary>The target's loss on each record.</summary>
    public double[] Losses() => OfTarget(scale.Loss);

    /// <inheritdoc cref="AnswerScale.LogLikelihood"/>
    public double[] LogLikelihoods() => OfTarget(scale.LogLikelihood);

    /// <inheritdoc cref="AnswerScale.Ease"/>
    public double[] Eases() => OfTarget(scale.Ease);

    /// <inheritdoc cref="AnswerScale.Loss"/>
    public double Loss(ShadowAnswers shadow, int record) => scale.Loss(RowOf(shadow, record));

    /// <inheritdoc cref="AnswerScale.LogLikelihood"/>
    public double LogLikelihood(ShadowAnswers shadow, int record) => scale.LogLikelihood(RowOf(shadow, record));

    /// <inheritdoc cref="AnswerScale.Ease"/>
    public double Ease(ShadowAnswers shadow, int record) => scale.Ease(RowOf(shadow, record));

    /// <summary>One of the numbers compared as normal distributions: the target's, and each shadow's.</summary>
    public (double[] Target, IReadOnlyList<float[]> Shadows) Normal(int dimension)
    {
        if (target.Width == 1 && scale is not ResidualScale)
        {
            return (target.Values, [.. Shadows.Select(static shadow => shadow.Signal)]);
        }

        double At(ReadOnlySpan<double> signal) => scale.Normal(signal, dimension);
        return (OfTarget(At), [.. Shadows.Select(shadow => Enumerable.Range(0, Count).Select(record => (float)At(RowOf(shadow, record))).ToArray())]);
    }

    private static AnswerSignal AnswerOf(AuditInput input) => input.Signals.Answer ?? throw new InvalidOperationException("the model answers labels alone");

    private static ResidualScale Unseen(int width, IReadOnlyList<ShadowAnswers> shadows, bool laplace)
    {
        var whitening = Whitening.OfUnseen(width, shadows);
        return new ResidualScale(whitening, laplace ? whitening.SpreadsOfUnseen(shadows) : null);
    }

    private static AnswerScale Scale(ModelTask task, Func<ResidualScale> residuals) => task switch
    {
        ModelTask.Regression => residuals(),
        ModelTask.Score or ModelTask.Reconstruction => new NumberScale(),
        _ => new ConfidenceScale(),
    };

    private double[] OfTarget(Func<ReadOnlySpan<double>, double> read)
    {
        var numbers = new double[target.Count];
        for (var record = 0; record < numbers.Length; record++)
        {
            numbers[record] = read(target.Row(record));
        }

        return numbers;
    }

    private ReadOnlySpan<double> RowOf(ShadowAnswers shadow, int record)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = shadow.Signal[(record * row.Length) + i];
        }

        return row;
    }
}
