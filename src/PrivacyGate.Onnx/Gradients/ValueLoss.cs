namespace PrivacyGate.Onnx.Gradients;

/// <summary>What a network of values is trained by. r is the difference of answer and target.</summary>
public enum ValueLoss
{
    /// <summary>r^2.</summary>
    SquaredError,

    /// <summary>|r|.</summary>
    AbsoluteError,

    /// <summary>r^2 / 2 up to |r| = 1, |r| - 1/2 beyond (Huber 1964).</summary>
    Huber,

    /// <summary>m - y ln m for an answer m above 0: the likelihood of counts.</summary>
    Poisson,

    /// <summary>2 sqrt(m) + 2 y / sqrt(m) for an answer m above 0: Tweedie's deviance of power 1.5, for amounts that are often 0.</summary>
    Tweedie,

    /// <summary>ln(1 + exp(-(s_i - s_j))), mean over the pairs of a query whose first is the more relevant (Burges et al., ICML 2005). The targets are the relevance and a number for the query.</summary>
    Pairwise,
}
