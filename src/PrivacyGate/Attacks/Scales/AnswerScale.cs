namespace PrivacyGate.Attacks.Scales;

/// <summary>How attacks read what a model's answer says of a record (<see cref="AnswerSignal"/>): one class for each kind of task.</summary>
internal abstract class AnswerScale
{
    /// <summary>Numbers a record that are compared as normal distributions over models.</summary>
    public virtual int Dimensions => 1;

    /// <summary>Whether the number compared rises as the answer fits better: then a single tail tells members.</summary>
    public virtual bool Rises => true;

    /// <summary>How far the answer is from the truth; smaller means likelier a member.</summary>
    public abstract double Loss(ReadOnlySpan<double> signal);

    /// <summary>Logarithm of how likely the model finds the truth, up to a constant, at most 0.</summary>
    public virtual double LogLikelihood(ReadOnlySpan<double> signal) => -Loss(signal);

    /// <summary>One number that rises as the answer fits better, on a scale where models differ about alike on easy and hard records.</summary>
    public abstract double Ease(ReadOnlySpan<double> signal);

    /// <summary>One of the numbers compared as normal distributions.</summary>
    /// <param name="signal">Of one record.</param>
    /// <param name="dimension">Which, below <see cref="Dimensions"/>.</param>
    public virtual double Normal(ReadOnlySpan<double> signal, int dimension) => Ease(signal);
}
