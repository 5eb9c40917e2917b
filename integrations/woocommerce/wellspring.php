<?php
/**
 * Plugin Name: Wellspring
 * Description: Customers pick a cause as they buy; the order carries it, and the receipt says what it gives.
 * Version: 1.0.0
 * Requires at least: 5.8
 * Requires PHP: 7.4
 * Requires Plugins: woocommerce
 * License: MIT
 *
 * Nothing here may keep anybody from paying: what the site does not answer is left out.
 */

defined( 'ABSPATH' ) || exit;

/** Under this name the order carries the pick, and the webhook sends it. */
const WELLSPRING_CAUSE = 'wellspring_cause';
/** As Wellspring writes a cause's short name. */
const WELLSPRING_SLUG = '/^[a-z0-9][a-z0-9-]{0,47}$/';
/** A receipt does not wait longer for its sentence. */
const WELLSPRING_SECONDS = 3;

/** What `npx wellspring elements woocommerce/<name>` prints; empty texts until somebody enters it. */
function wellspring_settings() {
	$all = wp_parse_args(
		get_option( 'wellspring', array() ),
		array(
			'module'    => '',
			'integrity' => '',
			'shop'      => '',
		)
	);
	return array_map( 'strval', $all );
}

function wellspring_is_set_up() {
	$settings = wellspring_settings();
	return '' !== $settings['module'] && '' !== $settings['shop'];
}

/** A cause's short name, or nothing: buyers can send any text. */
function wellspring_slug( $text ) {
	return is_string( $text ) && preg_match( WELLSPRING_SLUG, $text ) ? $text : '';
}

/** The pick of this visit, kept by WooCommerce with the cart. */
function wellspring_pick() {
	$session = function_exists( 'WC' ) ? WC()->session : null;
	return $session ? wellspring_slug( $session->get( WELLSPRING_CAUSE ) ) : '';
}

/** Called by the page at each pick; an empty one takes it back. */
function wellspring_keep_pick() {
	// phpcs:ignore WordPress.Security.NonceVerification.Missing -- it changes a cart of this visit alone, as adding to it does.
	$pick = wellspring_slug( isset( $_POST['cause'] ) ? wp_unslash( $_POST['cause'] ) : '' );
	if ( WC()->session ) {
		WC()->session->set( WELLSPRING_CAUSE, $pick );
	}
	wp_send_json( array( 'cause' => $pick ) );
}
add_action( 'wc_ajax_wellspring_pick', 'wellspring_keep_pick' );

/** Both checkouts, of blocks and of old, write the pick into the order before it is paid. */
function wellspring_write_order( $order ) {
	$pick = wellspring_pick();
	if ( '' === $pick ) {
		$order->delete_meta_data( WELLSPRING_CAUSE );
	} else {
		$order->update_meta_data( WELLSPRING_CAUSE, $pick );
	}
}
add_action( 'woocommerce_checkout_create_order', 'wellspring_write_order' );
add_action( 'woocommerce_store_api_checkout_update_order_meta', 'wellspring_write_order' );

/** The next cart begins without a pick. */
function wellspring_forget_pick() {
	if ( WC()->session ) {
		WC()->session->set( WELLSPRING_CAUSE, '' );
	}
}
add_action( 'woocommerce_thankyou', 'wellspring_forget_pick', 100 );

/** What the goods of a cart or an order cost after discounts, without tax: decimal text with a point. */
function wellspring_amount( $total ) {
	return number_format( max( 0, (float) $total ), wc_get_price_decimals(), '.', '' );
}

function wellspring_order_goods( $order ) {
	$sum = 0.0;
	foreach ( $order->get_items() as $item ) {
		$sum += (float) $item->get_total();
	}
	return wellspring_amount( $sum );
}

/** An element with its attributes, escaped. */
function wellspring_element( $name, $attributes ) {
	$html = '';
	foreach ( $attributes as $key => $value ) {
		$html .= sprintf( ' %s="%s"', $key, esc_attr( $value ) );
	}
	return sprintf( '<wellspring-%1$s%2$s></wellspring-%1$s>', $name, $html );
}

/** Causes to pick, and what this cart gives. */
function wellspring_cart_html() {
	if ( ! wellspring_is_set_up() || ! WC()->cart || WC()->cart->is_empty() ) {
		return '';
	}
	$settings = wellspring_settings();
	$gives    = array(
		'shop'     => $settings['shop'],
		'currency' => get_woocommerce_currency(),
		'amount'   => wellspring_amount( WC()->cart->get_cart_contents_total() ),
	);
	$causes   = array(
		'shop'  => $settings['shop'],
		'name'  => WELLSPRING_CAUSE,
		'value' => wellspring_pick(),
	);
	return '<div class="wellspring">' . wellspring_element( 'causes', $causes ) . wellspring_element( 'gives', $gives ) . '</div>';
}

function wellspring_print_cart() {
	// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- its attributes are escaped where it is made.
	echo wellspring_cart_html();
}
add_action( 'woocommerce_before_cart_totals', 'wellspring_print_cart' );
add_action( 'woocommerce_checkout_before_order_review_heading', 'wellspring_print_cart' );

/** The cart and the checkout of blocks have no such places: the elements stand before them. */
function wellspring_before_block( $html ) {
	return wellspring_cart_html() . $html;
}
add_filter( 'render_block_woocommerce/cart', 'wellspring_before_block' );
add_filter( 'render_block_woocommerce/checkout', 'wellspring_before_block' );

/** Where the giving site is: the module is from there. */
function wellspring_origin() {
	$site = wp_parse_url( wellspring_settings()['module'] );
	if ( empty( $site['scheme'] ) || empty( $site['host'] ) ) {
		return '';
	}
	return $site['scheme'] . '://' . $site['host'] . ( isset( $site['port'] ) ? ':' . $site['port'] : '' );
}

/**
 * The link by which whoever has the receipt of an order without a pick chooses its cause, made from the order's key as the
 * brand makes it (docs/guides/claim-links.md); empty for a key that tells the time, as those of
 * WooCommerce before 3.0 do.
 */
function wellspring_claim_link( $order ) {
	$key    = (string) $order->get_order_key();
	$origin = wellspring_origin();
	if ( '' === $origin || ! preg_match( '/^wc_order_(?=.*[g-zG-ZA-F])\w{13,}$/', $key ) ) {
		return '';
	}
	$connection = substr( wellspring_settings()['shop'], strlen( 'woocommerce/' ) );
	$bits       = '';
	foreach ( str_split( hash( 'sha256', "wellspring/claim/v1\n$connection\n$key", true ) ) as $byte ) {
		$bits .= str_pad( decbin( ord( $byte ) ), 8, '0', STR_PAD_LEFT );
	}
	$token = '';
	foreach ( str_split( substr( $bits, 0, 130 ), 5 ) as $five ) {
		$token .= '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[ bindec( $five ) ];
	}
	return $origin . '/c/' . $token;
}

/** After the order, and in the customer's account: what it gives. */
function wellspring_print_thanks( $order ) {
	if ( ! wellspring_is_set_up() ) {
		return;
	}
	$thanks = array(
		'shop'     => wellspring_settings()['shop'],
		'currency' => $order->get_currency(),
		'amount'   => wellspring_order_goods( $order ),
		'cause'    => wellspring_slug( $order->get_meta( WELLSPRING_CAUSE ) ),
		'claim'    => wellspring_claim_link( $order ),
	);
	// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- its attributes are escaped where it is made.
	echo wellspring_element( 'thanks', $thanks );
}
add_action( 'woocommerce_order_details_after_order_table', 'wellspring_print_thanks' );

/** The module, checked by its hash, and what tells WooCommerce of a pick. */
function wellspring_print_scripts() {
	if ( ! wellspring_is_set_up() || ! ( is_cart() || is_checkout() || is_account_page() ) ) {
		return;
	}
	$settings = wellspring_settings();
	$address  = wp_json_encode( WC_AJAX::get_endpoint( 'wellspring_pick' ) );
	wp_print_inline_script_tag(
		'document.addEventListener("wellspring-pick",function(event){' .
		'fetch(' . $address . ',{method:"POST",keepalive:true,credentials:"same-origin",' .
		'body:new URLSearchParams({cause:event.detail.cause})}).catch(function(){})});'
	);
	wp_print_script_tag(
		array(
			'type'        => 'module',
			'src'         => esc_url( $settings['module'] ),
			'integrity'   => $settings['integrity'],
			'crossorigin' => 'anonymous',
		)
	);
}
add_action( 'wp_footer', 'wellspring_print_scripts' );

/** What an order gives, in sentences of the site, or none: then the receipt says nothing of it. */
function wellspring_sentences( $order ) {
	$settings = wellspring_settings();
	$origin   = wellspring_origin();
	if ( '' === $origin ) {
		return array();
	}
	$query    = http_build_query(
		array(
			'lang'     => substr( get_locale(), 0, 2 ),
			'currency' => $order->get_currency(),
			'amount'   => wellspring_order_goods( $order ),
		)
	);
	$response = wp_remote_get( $origin . '/api/shop/' . $settings['shop'] . '?' . $query, array( 'timeout' => WELLSPRING_SECONDS ) );
	if ( is_wp_error( $response ) || 200 !== wp_remote_retrieve_response_code( $response ) ) {
		return array();
	}
	$view  = json_decode( wp_remote_retrieve_body( $response ), true );
	$pick  = wellspring_slug( $order->get_meta( WELLSPRING_CAUSE ) );
	$given = isset( $view['gives']['picks'][ $pick ] ) ? $view['gives']['picks'][ $pick ] : null;
	if ( ! is_array( $given ) || empty( $given['order'] ) ) {
		return array();
	}
	$claim = '' === $pick ? wellspring_claim_link( $order ) : '';
	$texts = array_merge( $given['order'], $given['recipients'], $view['gives']['disclosure'] );
	if ( '' !== $claim && isset( $view['thanks']['claim'] ) ) {
		$texts[] = $view['thanks']['claim'] . ': ' . $claim;
	}
	return array_values( array_filter( $texts, 'is_string' ) );
}

/** The share on the customer's receipt. */
function wellspring_print_receipt( $order, $sent_to_admin, $plain_text = false ) {
	if ( $sent_to_admin || ! wellspring_is_set_up() ) {
		return;
	}
	foreach ( wellspring_sentences( $order ) as $sentence ) {
		if ( $plain_text ) {
			echo esc_html( $sentence ) . "\n";
		} else {
			echo '<p>' . esc_html( $sentence ) . '</p>';
		}
	}
}
add_action( 'woocommerce_email_after_order_table', 'wellspring_print_receipt', 10, 3 );

/** The pick beside the order, for whoever works in the shop. */
function wellspring_print_pick( $order ) {
	$pick = wellspring_slug( $order->get_meta( WELLSPRING_CAUSE ) );
	if ( '' !== $pick ) {
		echo '<p><strong>' . esc_html__( 'Picked cause', 'wellspring' ) . ':</strong> ' . esc_html( $pick ) . '</p>';
	}
}
add_action( 'woocommerce_admin_order_data_after_billing_address', 'wellspring_print_pick' );

/** Settings → Wellspring: three texts to paste. */
function wellspring_add_page() {
	add_options_page( 'Wellspring', 'Wellspring', 'manage_options', 'wellspring', 'wellspring_print_page' );
}
add_action( 'admin_menu', 'wellspring_add_page' );

function wellspring_register() {
	register_setting( 'wellspring', 'wellspring', array( 'sanitize_callback' => 'wellspring_sanitise' ) );
}
add_action( 'admin_init', 'wellspring_register' );

/** Takes what the command prints; a text of another kind is left empty. */
function wellspring_sanitise( $input ) {
	$input     = is_array( $input ) ? array_map( 'trim', array_map( 'strval', $input ) ) : array();
	$module    = isset( $input['module'] ) ? $input['module'] : '';
	$integrity = isset( $input['integrity'] ) ? $input['integrity'] : '';
	$shop      = isset( $input['shop'] ) ? $input['shop'] : '';
	return array(
		'module'    => preg_match( '#^https?://[^\s"<>]+/wellspring\.js$#', $module ) ? $module : '',
		'integrity' => preg_match( '#^sha384-[A-Za-z0-9+/=]{64}$#', $integrity ) ? $integrity : '',
		'shop'      => preg_match( '#^woocommerce/[a-z0-9][a-z0-9-]{0,39}$#', $shop ) ? $shop : '',
	);
}

function wellspring_print_page() {
	$labels = array(
		'module'    => 'Address of the module (https://…/wellspring.js)',
		'integrity' => 'Integrity (sha384-…)',
		'shop'      => 'Connection (woocommerce/…)',
	);
	echo '<div class="wrap"><h1>Wellspring</h1><form method="post" action="options.php">';
	settings_fields( 'wellspring' );
	foreach ( $labels as $key => $label ) {
		printf(
			'<p><label for="wellspring-%1$s">%2$s</label><br><input class="large-text" id="wellspring-%1$s" name="wellspring[%1$s]" value="%3$s"></p>',
			esc_attr( $key ),
			esc_html( $label ),
			esc_attr( wellspring_settings()[ $key ] )
		);
	}
	submit_button();
	echo '</form></div>';
}

/** It reads and writes orders by their own methods alone, so both ways of storing them are the same to it. */
function wellspring_declare() {
	if ( class_exists( '\Automattic\WooCommerce\Utilities\FeaturesUtil' ) ) {
		\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', __FILE__, true );
		\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', __FILE__, true );
	}
}
add_action( 'before_woocommerce_init', 'wellspring_declare' );
