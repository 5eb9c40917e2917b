<?php
/**
 * One request to a shop with the plugin, for tests in a browser. Reads `{ path, settings, kept, pick }` as JSON from its
 * input, and prints `{ html, kept, meta }`: what the shop shows, what it keeps with the cart, and what the order carries.
 */

require __DIR__ . '/wordpress.php';

$request                          = json_decode( file_get_contents( 'php://stdin' ), true );
$GLOBALS['options']['wellspring'] = wellspring_sanitise( $request['settings'] );
WC()->session->values             = $request['kept'];
$order                            = new Order();

function answer_pick( $cause ) {
	$_POST['cause'] = $cause;
	try {
		printed( 'wc_ajax_wellspring_pick' );
	} catch ( Sent $sent ) {
		ob_end_clean();
		return $sent->getMessage();
	}
}

switch ( $request['path'] ) {
	case '/cart':
		$html = printed( 'woocommerce_before_cart_totals' ) . printed( 'wp_footer' );
		break;
	case '/thanks':
		printed( 'woocommerce_checkout_create_order', $order );
		$html = printed( 'woocommerce_order_details_after_order_table', $order ) . printed( 'wp_footer' );
		printed( 'woocommerce_thankyou', 7 );
		break;
	default:
		$html = answer_pick( $request['pick'] );
}

echo json_encode(
	array(
		'html' => $html,
		'kept' => (object) WC()->session->values,
		'meta' => (object) $order->meta,
	)
);
