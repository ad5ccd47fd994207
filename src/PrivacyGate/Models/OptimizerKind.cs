namespace PrivacyGate.Models;

/// <summary>How gradients change parameters.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent, with momentum if asked.</summary>
    Sgd,

    /// <summary>Kingma and Ba, ICLR 2015.</summary>
    Adam,

    /// <summary>Adam whose weight decay does not pass through the moments (Loshchilov and Hutter, ICLR 2019).</summary>
    AdamW,
}
