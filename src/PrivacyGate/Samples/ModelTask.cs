namespace PrivacyGate.Samples;

/// <summary>What a model is trained for, which decides what its answers are held against.</summary>
public enum ModelTask
{
    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>One number or several: values, ratings, forecasts.</summary>
    Regression,

    /// <summary>A score by which the documents of one query are put into order.</summary>
    Ranking,

    /// <summary>Several labels, each of which a record has or has not.</summary>
    MultiLabel,

    /// <summary>A score that no label belongs to: of a discriminator, an anomaly detector, a pair.</summary>
    Score,

    /// <summary>Its own input again, as autoencoders give it.</summary>
    Reconstruction,
}
