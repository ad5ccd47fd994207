namespace Clinic;

/// <summary>The model's answer: the likelier class and its probability in [0, 1].</summary>
public readonly record struct Diagnosis(string Name, float Probability);
